"""A task does not run when it is created, but when its creator lets go of the thread.

`create_task` only puts `count` into the loop's queue. When it counts depends on where `main`
awaits: after its print, before it, or not at all.

After "Programmer's Python Async - Asyncio" (Mike James, 2022), section Tasks.
"""
import asyncio

SECOND = 0.1  # how long a second of the program lasts here: its sleeps of 5 s take half a second


async def count(n):
    for i in range(n):
        print(i)
    return n


async def await_after_print(my_value):
    t1 = asyncio.create_task(count(10))
    print("Hello Coroutine World")
    await asyncio.sleep(5 * SECOND)  # here, and not before, count gets to run
    await t1
    return my_value


async def await_before_print(my_value):
    t1 = asyncio.create_task(count(10))
    await asyncio.sleep(5 * SECOND)  # count is through before the greeting
    print("Hello Coroutine World")
    await t1
    return my_value


async def no_await(my_value):
    # The loop goes round once more after main has ended, and count never suspends: it gets through.
    # A task that did suspend would be cancelled there (see task-outlives-creator).
    asyncio.create_task(count(10))
    print("Hello Coroutine World")
    return my_value


for main in (await_after_print, await_before_print, no_await):
    print(f"--- {main.__name__.replace('_', ' ')}")
    result = asyncio.run(main(42))
    print(result)
