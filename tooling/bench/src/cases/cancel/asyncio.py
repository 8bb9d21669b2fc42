import asyncio


async def work(params):
    woken = cleaned_up = 0

    async def sleeper():
        nonlocal woken, cleaned_up
        try:
            await asyncio.sleep(1000)
            woken += 1
        finally:
            cleaned_up += 1

    tasks = [asyncio.create_task(sleeper()) for _ in range(params["n"])]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError:
            pass
    return {"woken": woken, "cleanedUp": cleaned_up}
