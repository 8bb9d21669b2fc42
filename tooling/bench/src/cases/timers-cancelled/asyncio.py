import asyncio

from randoms import first_randoms


async def work(params):
    loop = asyncio.get_running_loop()
    called = 0

    def call():
        nonlocal called
        called += 1

    timers = [loop.call_later(random + 1, call) for random in first_randoms(params["n"], 100)]
    for timer in timers:
        timer.cancel()
    await asyncio.sleep(0)
    return {"made": len(timers), "called": called}
