import asyncio


async def child(i):
    await asyncio.sleep(0)
    return i


async def work(params):
    total = 0
    for i in range(params["n"]):
        total += await asyncio.wait_for(child(i), 10)
    return total
