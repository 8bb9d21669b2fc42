"""Two awaits one under the other take as long as both together: 3 s.

main is suspended at its first await until the milk is there; nobody has ordered the bread yet.

After "Asyncio Introduction", 02-async_tasks.
"""
import asyncio

SECOND = 1  # how long a second of the program lasts here


async def worker(delay, job):
    print(f"{job}: started at {elapsed()} s")
    await asyncio.sleep(delay * SECOND)
    print(f"{job}: done at {elapsed()} s")


def elapsed():
    return round((asyncio.get_running_loop().time() - start) / SECOND)


async def main():
    global start
    start = asyncio.get_running_loop().time()
    await worker(1, "order milk")
    await worker(2, "order bread")
    print(f"took {elapsed()} s")


asyncio.run(main())
