"""A child process in Python: does the jobs in its argument one after the other, and prints an answer for each."""

# What asyncio imports, too, is imported late here, or `start-up` would have it for nothing.
import json
import os.path
import sys
import time

CO_COROUTINE = 128


def answer(job):
    needs = first_line_that_needs(job["file"])
    if sys.version_info < needs:
        return {"absent": f"needs Python {needs[0]}.{needs[1]}, this is {sys.version.split()[0]}"}
    work = load(job["file"])
    if job["host"] == "uvloop" and not is_coroutine_function(work):
        return {"absent": "nothing of it runs in the loop"}
    try:
        if job["measuredBy"] == "work":
            return {"value": measured_by_work(job, work)}
        return {"value": timed(job, work)}
    except NotImplementedError as absent:
        return {"absent": str(absent)}


def load(path):
    names = {"__name__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), names)
    return names["work"]


def is_coroutine_function(work):
    return bool(work.__code__.co_flags & CO_COROUTINE)


def first_line_that_needs(path):
    """`# needs 3.12` as a program's first line."""
    with open(path, encoding="utf-8") as file:
        line = file.readline()
    if line.startswith("# needs "):
        return tuple(int(part) for part in line.split()[2].split("."))
    return (3, 8)


def measured_by_work(job, work):
    _, result = call(job, work)
    check(job, result["checked"])
    return result["value"]


def timed(job, work):
    if job["warmUpMilliseconds"] > 0:
        call_for(job["warmUpMilliseconds"], job, work)
    milliseconds, calls = call_for(job["measureMilliseconds"], job, work)
    if job["unit"] == "ms":
        return milliseconds / calls
    return milliseconds * 1e6 / (calls * job["operations"])


def call_for(wanted, job, work):
    milliseconds = 0
    calls = 0
    while True:
        once, result = call(job, work)
        check(job, result)
        milliseconds += once
        calls += 1
        if milliseconds >= wanted:
            return milliseconds, calls


def call(job, work):
    if not is_coroutine_function(work):
        begin = time.perf_counter()
        result = work(job["params"])
        return (time.perf_counter() - begin) * 1e3, result
    main = in_loop(work, job["params"])
    if job["host"] == "uvloop":
        import uvloop

        return uvloop.run(main)
    import asyncio

    return asyncio.run(main)


async def in_loop(work, params):
    begin = time.perf_counter()
    result = await work(params)
    return (time.perf_counter() - begin) * 1e3, result


def check(job, result):
    if result != job["expected"]:
        raise AssertionError(f"expected {job['expected']!r}, got {result!r}")


sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
for job in json.loads(sys.argv[1]):
    try:
        line = answer(job)
    except BaseException:
        import traceback

        line = {"error": traceback.format_exc()}
    print(json.dumps(line), flush=True)
