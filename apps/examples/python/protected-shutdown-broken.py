"""On SIGINT or SIGTERM, protected work should be finished; this program cuts it short.

    protected-shutdown-broken.py [SECOND]    how long one second of the program lasts (default 1)

shutdown() cancels the manager. main awaits the manager, so main ends with CancelledError, and then
asyncio.run cancels every task that is left: the subtasks, and the work that they shield. "main...
done" comes first, the cancellations after it. shield protects from its caller being cancelled, not
from the end of the loop.

After the question "Tasks created with create_task that are never awaited, seem to break
expectations of cancelation for child tasks"; the numbers of the workers, and the list of what was
cut short, are additions.
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
        cut_short.append(worker)  # in no certain order: asyncio.run cancels a set
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
            await protected_coro  # this raises CancelledError, too
    say(worker, "subtask: cancelation complete")


async def subtask_manager():
    """Keeps three subtasks going."""
    tasks = {}
    while True:
        for i in range(3):
            task = tasks.get(i)
            if not task or task.done():
                tasks[i] = asyncio.create_task(subtask(i))
        await asyncio.sleep(5 * SECOND)


def say(worker, text):
    print(f"[{worker}] {text}", flush=True)


def shutdown(signal, main_task):
    print(f"Received exit signal {signal.name}. Scheduling cancelation:", flush=True)
    main_task.cancel()


async def main():
    print("main... start", flush=True)
    coro = asyncio.ensure_future(subtask_manager())
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: shutdown(signal.SIGINT, coro))
    loop.add_signal_handler(signal.SIGTERM, lambda: shutdown(signal.SIGTERM, coro))
    try:
        await coro
    finally:
        print("main... done", flush=True)


def run():
    try:
        asyncio.run(main())
    finally:
        print("protected work cut short:", sorted(cut_short), flush=True)


run()
