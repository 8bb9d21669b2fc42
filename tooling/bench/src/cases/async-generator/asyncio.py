import asyncio


async def numbers(n, awaits):
    for i in range(n):
        for _ in range(awaits):
            await asyncio.sleep(0)
        yield i


async def work(params):
    total = 0
    async for i in numbers(params["n"], params["awaits"]):
        total += i
    return total
