"""One coroutine awaits another; the outer one is suspended for as long as the inner one is.

run_until_complete makes a task of print_sum and runs the loop until that is done. (The original
asks get_event_loop for the loop; without a running one, that is deprecated by now.)

After "Asyncio First Look", "Example: Two async coroutines".
"""
import asyncio

SECOND = 1  # how long a second of the program lasts here


async def compute(x, y):
    print("Compute %s + %s ..." % (x, y))
    await asyncio.sleep(1.0 * SECOND)
    return x + y


async def print_sum(x, y):
    result = await compute(x, y)
    print("%s + %s = %s" % (x, y, result))


loop = asyncio.new_event_loop()
loop.run_until_complete(print_sum(1, 2))
loop.close()
