"""gather schedules all workers first and awaits them then: 2 s, not 3.

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
    await asyncio.gather(worker(1, "order milk"), worker(2, "order bread"))
    print(f"took {elapsed()} s")


asyncio.run(main())
