import asyncio


async def work(params):
    n = params["n"]
    queue = asyncio.Queue(params["capacity"])

    async def produce():
        for i in range(n):
            await queue.put(i)

    task = asyncio.create_task(produce())
    total = 0
    for _ in range(n):
        total += await queue.get()
    await task
    return total
