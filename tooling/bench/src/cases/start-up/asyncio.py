import time


def work(params):
    begin = time.perf_counter()
    import asyncio

    async def main():
        await asyncio.sleep(0)
        return 42

    checked = asyncio.run(main())
    return {"value": (time.perf_counter() - begin) * 1000, "checked": checked}
