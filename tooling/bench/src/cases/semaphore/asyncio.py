import asyncio


async def work(params):
    semaphore = asyncio.Semaphore(10)
    done = active = most = 0

    async def job():
        nonlocal done, active, most
        await semaphore.acquire()
        try:
            active += 1
            most = max(most, active)
            await asyncio.sleep(0)
            active -= 1
            done += 1
        finally:
            semaphore.release()

    tasks = [asyncio.create_task(job()) for _ in range(params["n"])]
    for task in tasks:
        await task
    return {"done": done, "limited": 1 < most <= 10}
