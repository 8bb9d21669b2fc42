# needs 3.11
import asyncio


async def work(params):
    total = 0

    async def child(i):
        nonlocal total
        await asyncio.sleep(0)
        total += i

    async with asyncio.TaskGroup() as group:
        for i in range(params["n"]):
            group.create_task(child(i))
    return total
