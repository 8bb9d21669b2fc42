"""Queries are made first and run later; when one fails, the rest must be disposed of.

A coroutine object that is dropped without ever having been awaited makes Python complain. Two
remedies: close() it, or make it a task and cancel that at once (heavier, but it needs nothing
beyond asyncio).

After the question "Python asyncio cancel unawaited coroutines" and its answers.
"""
import asyncio
import gc
import warnings

SECOND = 0.1  # how long a second of the program lasts here


class QueryException(Exception):
    pass


async def some_http_lib(url):
    """The server: a list of addresses under /some/url, a failure for the third of them."""
    await asyncio.sleep(0.5 * SECOND)
    if url == "/some/url":
        return [f"/query/{n}" for n in range(1, 6)]
    print(f"GET {url}")
    if url == "/query/3":
        return {"success": False, "message": f"{url} failed"}
    return {"success": True}


class QueryRunner:
    def __init__(self, dispose):
        self.semaphore = asyncio.Semaphore(2)
        self.dispose = dispose

    async def run_query(self, url):
        async with self.semaphore:
            return await some_http_lib(url)

    async def create_queries(self, base_url):
        urls = await some_http_lib(base_url)
        return [self.run_query(url) for url in urls]  # nothing runs yet

    async def execute_queries(self):
        queries = await self.create_queries("/some/url")
        print(f"prepared {len(queries)} queries")
        done = 0
        try:
            for query in queries:
                result = await query  # here the request is made
                if not result["success"]:
                    raise QueryException(result["message"])
                done += 1
                print(f"{done} of {len(queries)} queries done")
        finally:
            self.dispose(queries[done + 1 :])


def leave(queries):
    print(f"{len(queries)} queries left alone")


def close(queries):
    for query in queries:
        query.close()
    print(f"{len(queries)} queries closed")


def cancel(queries):
    for query in queries:
        asyncio.create_task(query).cancel()
    print(f"{len(queries)} queries cancelled")


async def run(dispose):
    try:
        return await QueryRunner(dispose).execute_queries()
    except QueryException as error:
        print(f"something went horribly wrong: {error}")
        return None


def listen(dispose):
    """Runs the queries and prints what Python had to complain of."""
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        asyncio.run(run(dispose))
        gc.collect()
    print(f"complaints: {len(complaints)}")
    for complaint in complaints:
        print(f"{complaint.category.__name__}: {complaint.message}")


for dispose in (leave, close, cancel):
    print(f"--- {dispose.__name__}")
    listen(dispose)
