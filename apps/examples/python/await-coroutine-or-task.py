"""A task works while its creator sleeps, a coroutine starts when it is awaited.

Both give the same result. With a count that takes 2 s, the task hides them in main's sleep of 5 s,
the coroutine adds them. Making a task and awaiting it at once saves nothing either.

After "Programmer's Python Async - Asyncio" (Mike James, 2022), section Tasks.
"""
import asyncio

SECOND = 0.1  # how long a second of the program lasts here


async def count(n):
    print("count starts", at())
    await asyncio.sleep(2 * SECOND)
    print("count ends", at())
    return n


async def await_task():
    t1 = asyncio.create_task(count(10))
    print("Hello Coroutine World")
    await asyncio.sleep(5 * SECOND)
    print("main slept", at())
    return await t1


async def await_coroutine():
    print("Hello Coroutine World")
    await asyncio.sleep(5 * SECOND)
    print("main slept", at())
    return await count(10)


async def await_new_task():
    print("Hello Coroutine World")
    await asyncio.sleep(5 * SECOND)
    print("main slept", at())
    return await asyncio.create_task(count(10))


def elapsed():
    return round((asyncio.get_running_loop().time() - start) / SECOND)


def at():
    return f"at {elapsed()} s"


async def timed(main):
    global start
    start = asyncio.get_running_loop().time()
    result = await main()
    print(f"{result}, took {elapsed()} s")


for main in (await_task, await_coroutine, await_new_task):
    print(f"--- {main.__name__.replace('_', ' ')}")
    asyncio.run(timed(main))
