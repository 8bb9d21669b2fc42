import asyncio


async def nested(depth, per):
    if depth > 1:
        return 1 + await nested(depth - 1, per)
    for _ in range(per):
        await asyncio.sleep(0)
    return per


async def work(params):
    n, per, depth = params["n"], params["per"], params["depth"]
    total = 0
    for _ in range(0, n, per):
        total += await nested(depth, per)
    return total
