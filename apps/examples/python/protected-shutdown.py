"""On SIGINT or SIGTERM, work under way is finished and no more begun; then the program ends.

    protected-shutdown.py [SECOND]    how long one second of the program lasts (default 1)

Cancellation travels along awaits, and the manager does not await its subtasks: so it cancels them
by hand when it is cancelled. And main stays until they have ended, as asyncio.run would cancel
everything, shielded or not, as soon as main is over.

After the answer to "Tasks created with create_task that are never awaited, seem to break
expectations of cancelation for child tasks"; the numbers of the workers are an addition.
"""
import asyncio
import signal
import sys

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1
STEP = (1.0, 1.4, 1.75)  # how many seconds a chunk of work takes each worker

cut_short = []


async def work_chunk(worker):
    """Simulates a chunk of work that can possibly fail."""
    await asyncio.sleep(STEP[worker] * SECOND)


async def protected_work(worker):
    """All steps of this function MUST complete: the caller should shield it from cancelation."""
    say(worker, "protected_work start")
    try:
        for i in range(3):
            await work_chunk(worker)
            say(worker, f"protected_work working... {i + 1} out of 3 steps complete")
    except asyncio.CancelledError:
        cut_short.append(worker)
        raise
    say(worker, "protected_work done...")


async def subtask(worker):
    say(worker, "subtask: starting loop of protected work...")
    cancelled = False
    while not cancelled:
        protected_coro = asyncio.create_task(protected_work(worker))
        try:
            await asyncio.shield(protected_coro)
        except asyncio.CancelledError:
            cancelled = True
            await protected_coro  # it was not cancelled: only the shield around it was
    say(worker, "subtask: cancelation complete")


async def subtask_manager(tasks):
    """Keeps three subtasks going; cancelled, it cancels them."""
    while True:
        for i in range(3):
            task = tasks.get(i)
            if not task or task.done():
                tasks[i] = asyncio.create_task(subtask(i))
        try:
            await asyncio.sleep(5 * SECOND)
        except asyncio.CancelledError:
            print("cancelation detected, canceling children", flush=True)
            for task in tasks.values():
                task.cancel()
            raise


def say(worker, text):
    print(f"[{worker}] {text}", flush=True)


def shutdown(signal, main_task):
    print(f"Received exit signal {signal.name}. Scheduling cancelation:", flush=True)
    main_task.cancel()


async def main():
    print("main... start", flush=True)
    tasks = {}
    main_task = asyncio.ensure_future(subtask_manager(tasks))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: shutdown(signal.SIGINT, main_task))
    loop.add_signal_handler(signal.SIGTERM, lambda: shutdown(signal.SIGTERM, main_task))
    try:
        await main_task
    except asyncio.CancelledError:
        await asyncio.gather(*tasks.values())
    finally:
        print("main... done", flush=True)


def run():
    try:
        asyncio.run(main())
    finally:
        print("protected work cut short:", sorted(cut_short), flush=True)


run()
