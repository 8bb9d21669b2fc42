"""A future is pending, has a result, has an exception, or is cancelled; and never changes back.

result() and exception() take no timeout: asked too early, they raise InvalidStateError. Callbacks
run in a later turn of the loop, never inside set_result; so does one that is added when all is
over.

After "Asyncio First Look", section Future.
"""
import asyncio


class AppError(Exception):
    pass


def show(value):
    """A value in words that do not depend on the language."""
    if isinstance(value, BaseException):
        return f"{type(value).__name__}({value})"
    return {None: "nothing", True: "yes", False: "no"}.get(value, value)


def attempt(method):
    """What a method of the future returns or raises."""
    try:
        return show(method())
    except (Exception, asyncio.CancelledError) as error:
        return f"raises {show(error)}"


def state(future):
    print(f"  done: {show(future.done())}, cancelled: {show(future.cancelled())}")
    print("  result:", attempt(future.result))
    print("  exception:", attempt(future.exception))


def new_future():
    return asyncio.get_running_loop().create_future()


async def settled(future):
    """A future settled just now: its state, then its callback, then attempts to change it."""
    future.add_done_callback(lambda _: print("  callback"))
    state(future)
    await asyncio.sleep(0)  # one turn, for the callback
    try:
        future.set_result("something else")
    except asyncio.InvalidStateError as error:
        print("  set_result raises", type(error).__name__)
    print("  cancel taken:", show(future.cancel()))
    try:
        print("  await gave", await future)
    except (Exception, asyncio.CancelledError) as error:
        print("  await raised", show(error))


async def callbacks():
    future = new_future()

    def removed(_):
        print("  this one was removed")

    future.add_done_callback(lambda done: print("  first callback:", done.result()))
    future.add_done_callback(removed)
    future.add_done_callback(lambda done: print("  second callback:", done.result()))
    print("  removed:", future.remove_done_callback(removed))
    future.set_result(42)
    print("  the result is set, no callback has run")
    await asyncio.sleep(0)


async def awaited_by_two():
    future = new_future()

    async def waiter(name):
        print(f"  {name} waits")
        print(f"  {name} has {await future}")

    async with asyncio.TaskGroup() as tg:
        tg.create_task(waiter("first"))
        tg.create_task(waiter("second"))
        await asyncio.sleep(0)
        print("  main sets the result")
        future.set_result("the answer")


async def main():
    print("--- pending")
    state(new_future())

    print("--- with a result")
    future = new_future()
    future.set_result(42)
    await settled(future)

    print("--- with an exception")
    future = new_future()
    future.set_exception(AppError("no luck"))
    await settled(future)

    print("--- cancelled")
    future = new_future()
    print("  cancel taken:", show(future.cancel("not needed any more")))
    await settled(future)

    print("--- callbacks")
    await callbacks()
    print("--- awaited by two tasks")
    await awaited_by_two()


asyncio.run(main())
