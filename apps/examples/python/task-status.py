"""What a task says of itself while it runs, and after each of the ways to end.

It ends by returning, by an exception nobody handled, or by cancel(), which throws CancelledError
into its coroutine; a coroutine that handles that one is done, but not cancelled.

After "Asyncio Notes", sections Task Status and Task Results & Exceptions.
"""
import asyncio

SECOND = 0.1  # how long a second of the program lasts here


class AppError(Exception):
    pass


async def returns_deliberately():
    return "a result"


async def returns_nothing():
    pass


async def fails():
    raise AppError("not handled")


async def sleeps():
    await asyncio.sleep(10 * SECOND)


async def handles_the_cancellation():
    try:
        await asyncio.sleep(10 * SECOND)
    except asyncio.CancelledError as error:
        return f"cancelled? no: {error}"


def show(value):
    """A value in words that do not depend on the language."""
    if isinstance(value, BaseException):
        return f"{type(value).__name__}({value})"
    return {None: "nothing", True: "yes", False: "no"}.get(value, value)


def attempt(method):
    """What a method of the task returns or raises."""
    try:
        return show(method())
    except (Exception, asyncio.CancelledError) as error:
        return f"raises {show(error)}"


def status(task):
    print(f"  done: {show(task.done())}, cancelled: {show(task.cancelled())}")
    print("  result:", attempt(task.result))
    print("  exception:", attempt(task.exception))


async def myCaller(coroutine, cancel_with=None):
    print("---", coroutine.__name__.replace("_", " "))
    task = asyncio.create_task(coroutine)
    if cancel_with is not None:
        await asyncio.sleep(1 * SECOND)
        status(task)
        print("  cancel taken:", show(task.cancel(cancel_with)))
    # An exception comes out of the await, whatever ended the task.
    try:
        print("  await gave", show(await task))
    except asyncio.CancelledError as error:
        print("  await raised", show(error))
    except Exception as error:
        print("  await raised", show(error))
    status(task)
    print("  another cancel taken:", show(task.cancel()))


async def main():
    await myCaller(returns_deliberately())
    await myCaller(returns_nothing())
    await myCaller(fails())
    await myCaller(sleeps(), cancel_with="optional message")
    await myCaller(handles_the_cancellation(), cancel_with="optional message")


asyncio.run(main())
