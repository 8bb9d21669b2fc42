import asyncio
import time

from randoms import first_randoms


async def work(params):
    woken = too_early = 0

    async def sleeper(milliseconds):
        nonlocal woken, too_early
        begin = time.perf_counter()
        await asyncio.sleep(milliseconds / 1000)
        woken += 1
        too_early += (time.perf_counter() - begin) * 1000 < milliseconds - 1

    tasks = [asyncio.create_task(sleeper(random + 1)) for random in first_randoms(params["n"], 20)]
    for task in tasks:
        await task
    return {"woken": woken, "tooEarly": too_early}
