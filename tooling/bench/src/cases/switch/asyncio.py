import asyncio


async def work(params):
    n, tasks = params["n"], params["tasks"]
    total = 0
    last = -1

    async def spin(me):
        nonlocal total, last
        for _ in range(n // tasks):
            await asyncio.sleep(0)
            total += me
            last = me

    all_tasks = [asyncio.create_task(spin(me)) for me in range(tasks)]
    for task in all_tasks:
        await task
    return {"sum": total, "last": last}
