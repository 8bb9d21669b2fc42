import asyncio
import gc
import tracemalloc


async def work(params):
    n = params["n"]
    begun = woken = 0

    async def sleeper(i):
        nonlocal begun, woken
        begun += 1
        await asyncio.sleep(3600 + i % 1000 / 1000)
        woken += 1

    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    tasks = [asyncio.create_task(sleeper(i)) for i in range(n)]
    await asyncio.sleep(0)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"value": (after - before) / len(tasks), "checked": {"begun": begun, "woken": woken}}
