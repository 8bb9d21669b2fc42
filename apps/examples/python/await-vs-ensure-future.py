"""`await coroutine` is a call, `await ensure_future(coroutine)` goes through the loop.

The results are the same. But the direct call starts at once and in the caller's own context; the
task starts when the loop comes to it, after tasks that were scheduled before, in a copy of the
context. And the detour through the loop costs time.

After the question "Difference between await Coroutine and await Task" and its answer.
"""
import asyncio
import contextvars
import time

last_key = contextvars.ContextVar("last_key", default="none")


class Redis:
    """A stand-in that has its answers at hand: get never suspends."""

    async def get(self, key):
        print(f"get {key}")
        last_key.set(key)
        return f"value of {key}"


redis = Redis()


async def get_1(key):
    value = await redis.get(key)
    return value


async def get_2(key):
    value = await asyncio.ensure_future(redis.get(key))
    return value


async def other():
    print("another task, scheduled before")


async def show(get):
    print(f"--- {get.__name__}")
    task = asyncio.create_task(other())
    print(await get("k"))
    print("last key as the caller sees it:", last_key.get())
    await task


async def nothing():
    pass


async def measure(times=50_000):
    print(f"--- {times} times")
    begin = time.perf_counter()
    for _ in range(times):
        await nothing()
    direct = time.perf_counter() - begin
    print(f"await: took {direct:.3f} s")
    begin = time.perf_counter()
    for _ in range(times):
        await asyncio.ensure_future(nothing())
    by_task = time.perf_counter() - begin
    print(f"await ensure_future: took {by_task:.3f} s")
    print("the second is slower:", "yes" if by_task > direct else "no")


asyncio.run(show(get_1))
asyncio.run(show(get_2))
asyncio.run(measure())
