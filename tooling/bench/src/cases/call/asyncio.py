async def call(i):
    return i


async def work(params):
    total = 0
    for i in range(params["n"]):
        total += await call(i)
    return total
