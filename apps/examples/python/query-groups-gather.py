"""Groups of queries, each under gather; one query fails, and nothing may stay behind.

A failing query makes gather raise, and leaves its siblings running: so the group's coroutines are
made tasks first, and those unfinished are cancelled in `finally`. The groups after it never became
tasks: their coroutines are closed.

After the question "Python asyncio cancel unawaited coroutines" and its answers.
"""
import asyncio
import gc
import warnings

SECOND = 0.25  # how long a second of the program lasts here


class QueryException(Exception):
    pass


class QueryRunner:
    def __init__(self):
        self.semaphore = asyncio.Semaphore(2)
        self.fates = {}

    async def run_query(self, name, delay):
        """One query; writes down how it ended, if it ever began."""
        try:
            async with self.semaphore:
                print(f"{name}: sent")
                await asyncio.sleep(delay * SECOND)
                if name == "b2":
                    raise QueryException(f"{name} failed")
                self.fates[name] = "answered"
                return name
        except asyncio.CancelledError:
            self.fates[name] = "cancelled"
            raise
        except QueryException:
            self.fates[name] = "failed"
            raise

    def create_queries(self, group):
        delays = (1, 0.7, 0.6, 0.5)
        names = [f"{group}{n}" for n in range(1, len(delays) + 1)]
        self.fates.update((name, "never began") for name in names)
        return [self.run_query(*query) for query in zip(names, delays)]

    async def execute_group(self, group):
        tasks = [asyncio.create_task(query) for query in group]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                if not task.done():  # then another one failed
                    task.cancel()

    async def execute_queries(self):
        groups = [self.create_queries(name) for name in "abc"]
        print(f"prepared {len(groups)} groups")
        try:
            while groups:
                print("done:", *await self.execute_group(groups.pop(0)))
        finally:
            for query in [query for group in groups for query in group]:
                query.close()


async def run():
    runner = QueryRunner()
    try:
        await runner.execute_queries()
    except QueryException as error:
        print(f"something went horribly wrong: {error}")
    await asyncio.sleep(0)  # one turn, in which the cancelled ones end
    for name, fate in runner.fates.items():
        print(f"{name}: {fate}")


with warnings.catch_warnings(record=True) as complaints:
    warnings.simplefilter("always")
    asyncio.run(run())
    gc.collect()
print(f"complaints: {len(complaints)}")
