"""A queue between customers who end and shops who never do.

main awaits the customers, then q.join(), which waits until every order was processed, and then
cancels the shops: awaiting them would take for ever. If main simply leaves, asyncio.run cancels
them, in the middle of an order perhaps; the shop handles that and says so.

The numbers that the text draws at random are fixed here, so that the output is.

After "Asyncio Introduction", 06-customers-shops.
"""
import asyncio

SECOND = 0.25  # how long a second of the program lasts here


async def place_order(q, name, num_items, browsing):
    """Puts num_items on the queue, one at a time, and ends."""
    for i in range(num_items):
        await asyncio.sleep(browsing * SECOND)
        item = f"{name}'s item {i + 1}"
        await q.put(item)
        print(f"{item}: ordered")
    print(f"{name}: has ordered all {num_items}")


async def process_orders(q, name, effort):
    """Takes orders from the queue for as long as it is let."""
    try:
        while True:
            item = await q.get()
            print(f"{item}: {name} has it")
            await asyncio.sleep(effort * SECOND)
            print(f"{item}: done")
            q.task_done()
    except asyncio.CancelledError:
        print(f"{name}: closes")


async def main():
    q = asyncio.Queue()
    customers = [
        asyncio.create_task(place_order(q, "Ann", 3, browsing=0.7)),
        asyncio.create_task(place_order(q, "Bob", 2, browsing=1.2)),
        asyncio.create_task(place_order(q, "Cleo", 1, browsing=1.0)),
    ]
    shops = [
        asyncio.create_task(process_orders(q, "dairy", effort=1.1)),
        asyncio.create_task(process_orders(q, "bakery", effort=1.7)),
    ]
    await asyncio.gather(*customers)
    print(f"main: all is ordered, {q.qsize()} not yet taken")
    await q.join()
    print("main: all is done")
    for shop in shops:
        shop.cancel()
    await asyncio.gather(*shops)


async def main_leaves():
    q = asyncio.Queue()
    asyncio.create_task(process_orders(q, "dairy", effort=1.1))
    await place_order(q, "Ann", 2, browsing=0.7)
    print(f"main: leaves, {q.qsize()} not yet taken")


print("--- the queue is joined, the shops are cancelled")
asyncio.run(main())
print("--- main leaves, asyncio.run cancels the shop")
asyncio.run(main_leaves())
