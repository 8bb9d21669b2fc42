# needs 3.12
import asyncio

from randoms import random_numbers

REMEMBERED_PERCENT = 90
CPU_PERCENT = 50
SLEEP_SECONDS = 0.05


def factorial(n):
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


async def work(params):
    kind = params["kind"]
    if params["eager"]:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    randoms = random_numbers()
    remembered = set()
    count = 0

    def sleeps():
        nonlocal count
        count += 1
        if kind == "none":
            return False
        if kind == "io":
            return True
        percent = next(randoms) % 100 + 1
        if kind == "memoization":
            if percent > REMEMBERED_PERCENT:
                return True
            if percent in remembered:
                return False
            remembered.add(percent)
            return True
        if percent > CPU_PERCENT:
            return True
        count += factorial(500) % 1_000_003
        return False

    async def leaf():
        if sleeps():
            await asyncio.sleep(SLEEP_SECONDS)

    async def gathered(level):
        if level == 0:
            await leaf()
        else:
            await asyncio.gather(*[gathered(level - 1) for _ in range(6)])

    async def grouped(level):
        if level == 0:
            await leaf()
        else:
            async with asyncio.TaskGroup() as group:
                for _ in range(6):
                    group.create_task(grouped(level - 1))

    await (gathered if params["join"] == "gather" else grouped)(params["levels"])
    return count
