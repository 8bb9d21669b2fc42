import asyncio


async def work(params):
    n, tasks, held = params["n"], params["tasks"], params["held"]
    lock = asyncio.Lock()
    count = 0

    async def worker():
        nonlocal count
        for _ in range(n // tasks):
            await lock.acquire()
            try:
                before = count
                for _ in range(held):
                    await asyncio.sleep(0)
                count = before + 1
            finally:
                lock.release()

    await asyncio.gather(*[worker() for _ in range(tasks)])
    return count
