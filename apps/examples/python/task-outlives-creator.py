"""A task goes on by itself after the coroutine that created it; not after the program.

myFunc creates myTask and never awaits, so myTask gets its first turn only when myFunc is over.
There asyncio.run cancels what is still going: myTask says that it starts, and never that it ends.
If the caller stays, the task outlives its creator. A coroutine that is awaited directly is no task
at all: the caller waits for it, and others may run meanwhile.

After "Asyncio Notes", sections Intro and Task Status.
"""
import asyncio

SECOND = 0.05  # how long a second of the program lasts here


async def myTask():
    print("myTask starts")
    await asyncio.sleep(10 * SECOND)
    print("myTask ends")


async def myFunc():
    print("Creating myTask")
    task = asyncio.create_task(myTask(), name="myTask")
    print("Created", task.get_name())
    for i in range(10):
        print(i)


async def caller_stays():
    await myFunc()
    print("myFunc is over, its caller waits")
    await asyncio.sleep(11 * SECOND)


async def other():
    print("other has a turn")


async def await_directly():
    asyncio.create_task(other())
    print("Awaiting myTask")
    await myTask()
    print("Awaited myTask")


print("--- the program ends with the creator")
asyncio.run(myFunc())
print("--- the program goes on")
asyncio.run(caller_stays())
print("--- no task, but a coroutine awaited directly")
asyncio.run(await_directly())
