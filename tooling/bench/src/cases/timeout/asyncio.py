# needs 3.11
import asyncio


async def work(params):
    total = 0
    for i in range(params["n"]):
        async with asyncio.timeout(10):
            await asyncio.sleep(0)
            total += i
    return total
