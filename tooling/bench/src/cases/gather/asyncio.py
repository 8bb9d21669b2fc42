import asyncio


async def child(i):
    await asyncio.sleep(0)
    return i


async def work(params):
    return sum(await asyncio.gather(*[child(i) for i in range(params["n"])]))
