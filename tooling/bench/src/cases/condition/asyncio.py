import asyncio


async def work(params):
    half = params["n"] // 2
    condition = asyncio.Condition()
    turn = 0

    async def player(me):
        nonlocal turn
        async with condition:
            for _ in range(half):
                while turn % 2 != me:
                    await condition.wait()
                turn += 1
                condition.notify()

    await asyncio.gather(player(0), player(1))
    return turn
