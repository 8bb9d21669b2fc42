import asyncio


async def work(params):
    event = asyncio.Event()
    woken = 0

    async def waiter():
        nonlocal woken
        await event.wait()
        woken += 1

    tasks = [asyncio.create_task(waiter()) for _ in range(params["n"])]
    await asyncio.sleep(0)
    early = woken
    event.set()
    for task in tasks:
        await task
    return {"early": early, "woken": woken}
