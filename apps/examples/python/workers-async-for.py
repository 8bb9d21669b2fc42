"""async for waits for each value, and other tasks run in the waits.

An async generator produces an order every second. While the loop waits for the next one, a delivery
that was scheduled before gets on: it takes 2.5 s and comes between two orders.

After "Asyncio Introduction", 05-async_for.
"""
import asyncio

SECOND = 0.5  # how long a second of the program lasts here


async def incoming_orders():
    for item in ("milk", "bread", "eggs"):
        await asyncio.sleep(1 * SECOND)
        yield item


async def deliver_order():
    print(f"delivery: on its way at {elapsed()} s")
    await asyncio.sleep(2.5 * SECOND)
    print(f"delivery: there at {elapsed()} s")


def elapsed():
    return round((asyncio.get_running_loop().time() - start) / SECOND * 2) / 2


async def main(with_delivery):
    global start
    start = asyncio.get_running_loop().time()
    if with_delivery:
        delivery = asyncio.create_task(deliver_order())
    async for item in incoming_orders():
        print(f"order of {item} at {elapsed()} s")
    if with_delivery:
        await delivery


print("--- orders alone")
asyncio.run(main(with_delivery=False))
print("--- with a delivery meanwhile")
asyncio.run(main(with_delivery=True))
