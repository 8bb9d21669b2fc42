"""Of sleepers for 2, 5 and 7 s the second fails; who stops the third?

Plain gather does not: it raises and lets the others go on, and its future is done by then, so
cancelling that does nothing. A gather of one's own, wait(FIRST_EXCEPTION) and TaskGroup each do. A
fourth sleeper, of 3 s, has an error that is not fatal: it is logged, and nobody stops for it.

After the question "How to cancel all remaining tasks in gather if one fails?" and its answers.
"""
import asyncio

SECOND = 0.05  # how long a second of the program lasts here


class ErrorThatShouldCancelOtherTasks(Exception):
    pass


class RecoverableError(Exception):
    pass


async def sleep(secs):
    await asyncio.sleep(secs * SECOND)


async def my_sleep(secs):
    try:
        await sleep(secs)
        if secs == 3:
            raise RecoverableError("3 is unlucky")
        if secs == 5:
            raise ErrorThatShouldCancelOtherTasks("5 is forbidden!")
        print(f"Slept for {secs}secs.")
    except RecoverableError as error:
        print(f"Not fatal: {error}")
    except asyncio.CancelledError:
        print(f"Cancelled before {secs}secs.")
        raise


def sleepers():
    return [my_sleep(secs) for secs in (2, 3, 5, 7)]


async def plain_gather():
    future = asyncio.gather(*sleepers())
    try:
        await future
    except ErrorThatShouldCancelOtherTasks as error:
        print(f"Fatal error; cancelling: {error}")
        print("cancel() found something to cancel:", "yes" if future.cancel() else "no")


async def gather(*coroutines):
    """Like asyncio's gather, but whatever goes wrong cancels all that is left."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        raise


async def own_gather():
    try:
        await gather(*sleepers())
    except ErrorThatShouldCancelOtherTasks as error:
        print(f"Fatal error: {error}")


async def wait_first_exception():
    tasks = [asyncio.create_task(sleeper) for sleeper in sleepers()]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(f"wait returned: {len(done)} done, {len(pending)} pending")
    for task in pending:
        task.cancel()
    for task in tasks:
        if task in done and task.exception():
            print(f"Fatal error: {task.exception()}")


async def task_group():
    try:
        async with asyncio.TaskGroup() as tg:
            for sleeper in sleepers():
                tg.create_task(sleeper)
    except* ErrorThatShouldCancelOtherTasks as group:
        for error in group.exceptions:
            print(f"Fatal error: {error}")


async def main(way):
    print(f"--- {way.__name__.replace('_', ' ')}")
    await way()
    await sleep(5)  # whoever was not stopped shows up in this time


for way in (plain_gather, own_gather, wait_first_exception, task_group):
    asyncio.run(main(way))
