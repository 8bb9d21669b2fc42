"""Two tasks scheduled by hand and awaited in turn, and who runs when.

T0 to T6 are the steps of the loop in the text: main schedules both and waits; task1 starts, task2
starts; task1 ends and wakes main, which goes on to its next await; task2 ends and wakes main. Then
the two questions of the text, in minutes: a task1 that is slower than task2, and one of 0 minutes,
which still gives task2 its turn (a sleep of 0 is one turn of the loop).

After "Asyncio Introduction", 03-scheduling_tasks and "Test Your Understanding".
"""
import asyncio

UNIT = 0.4  # how long a second, or in the questions a minute, of the program lasts here


async def worker(delay, job):
    print(f"{job}: started at {elapsed()}")
    await asyncio.sleep(delay * UNIT)
    print(f"{job}: done at {elapsed()}")


def elapsed():
    return f"{round((asyncio.get_running_loop().time() - start) / UNIT)} {unit}"


async def main(delay1, delay2, unit_name):
    global start, unit
    start, unit = asyncio.get_running_loop().time(), unit_name
    print(f"--- task1 takes {delay1} {unit}, task2 {delay2} {unit}")
    task1 = asyncio.create_task(worker(delay1, "task1, order milk"))
    task2 = asyncio.create_task(worker(delay2, "task2, order bread"))
    print("main: both are scheduled, neither has started")
    await task1
    print(f"main: task1 awaited at {elapsed()}")
    await task2
    print(f"main: task2 awaited at {elapsed()}")


asyncio.run(main(1, 2, "s"))
asyncio.run(main(2, 1, "min"))
asyncio.run(main(0, 2, "min"))
