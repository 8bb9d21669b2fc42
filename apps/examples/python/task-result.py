"""Awaiting a task waits until it is done, and gives what its coroutine returned.

After "Programmer's Python Async - Asyncio" (Mike James, 2022), section Tasks.
"""
import asyncio

SECOND = 0.1  # how long a second of the program lasts here


async def count(n):
    for i in range(n):
        print(i)
    return n


async def main(my_value):
    t1 = asyncio.create_task(count(10))
    print("Hello Coroutine World")
    await asyncio.sleep(5 * SECOND)
    print("done already:", "yes" if t1.done() else "no")
    result = await t1  # returns at once: the result was there waiting
    print(result)
    return my_value


result = asyncio.run(main(42))
print(result)
