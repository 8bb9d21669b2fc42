import asyncio

from randoms import first_randoms


async def work(params):
    n = params["n"]
    queue = asyncio.PriorityQueue()
    for item in first_randoms(n, 1_000_000):
        await queue.put(item)
    inversions = total = last = 0
    for _ in range(n):
        item = await queue.get()
        inversions += item < last
        total += item
        last = item
    return {"inversions": inversions, "sum": total}
