import asyncio


async def child(i):
    await asyncio.sleep(0)
    return i


async def work(params):
    n = params["n"]
    together = 1 if params["live"] == "one" else n
    total = 0
    for start in range(0, n, together):
        tasks = [asyncio.create_task(child(i)) for i in range(start, start + together)]
        for task in tasks:
            total += await task
    return total
