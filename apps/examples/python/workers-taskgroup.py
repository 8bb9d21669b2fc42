"""A TaskGroup awaits its tasks at the end of its block, and cancels the rest if one fails.

The await is implicit: leaving the block waits for both workers. When a worker fails, the group
cancels the others, waits for them too, and raises an ExceptionGroup.

After "Asyncio Introduction", 04-task_groups.
"""
import asyncio

SECOND = 0.5  # how long a second of the program lasts here


class SoldOut(Exception):
    pass


async def worker(delay, job):
    print(f"{job}: started at {elapsed()} s")
    try:
        await asyncio.sleep(delay * SECOND)
    except asyncio.CancelledError:
        print(f"{job}: cancelled at {elapsed()} s")
        raise
    print(f"{job}: done at {elapsed()} s")


async def sold_out(delay, job):
    print(f"{job}: started at {elapsed()} s")
    await asyncio.sleep(delay * SECOND)
    raise SoldOut(f"{job}: sold out")


def elapsed():
    return round((asyncio.get_running_loop().time() - start) / SECOND)


async def main():
    global start
    start = asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as tg:
        tg.create_task(worker(1, "order milk"))
        tg.create_task(worker(2, "order bread"))
    print(f"took {elapsed()} s")


async def main_with_failure():
    global start
    start = asyncio.get_running_loop().time()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(worker(1, "order milk"))
            tg.create_task(sold_out(2, "order eggs"))
            tg.create_task(worker(3, "order bread"))
    except* SoldOut as group:
        for error in group.exceptions:
            print(f"main: {error}")
    print(f"took {elapsed()} s")


print("--- all goes well")
asyncio.run(main())
print("--- one fails")
asyncio.run(main_with_failure())
