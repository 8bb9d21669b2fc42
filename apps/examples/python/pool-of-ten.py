"""All pages of a server that takes ten links at most and is slow, wrong or silent at times.

`wait` has one timeout for all its tasks, and cannot say which of them is late. So each task gets a
timeout of its own, by wait_for, and `wait` only tells which are done. A page that did not come in
time, or that is the wrong one, goes back to the end of the line.

The server behaves by the number of the page and of the attempt, so the outcome does not depend on
timing.

After the question "How to easily find a coroutine that has timed out?" and its answer.
"""
import asyncio
from collections import deque

SECOND = 0.2  # how long a second of the program lasts here
LINKS = 10
TIMEOUT = 2


class Server:
    def __init__(self):
        self.attempts = {}
        self.links = self.most_links = 0

    async def get(self, number):
        """Page `number`, or what this attempt gets in its place."""
        attempt = self.attempts[number] = self.attempts.get(number, 0) + 1
        self.links += 1
        self.most_links = max(self.most_links, self.links)
        try:
            if self.links > LINKS:
                raise ConnectionRefusedError(f"more than {LINKS} links")
            return await self.answer(number, attempt)
        finally:
            self.links -= 1

    async def answer(self, number, attempt):
        if attempt == 1 and number % 9 == 3:
            await asyncio.sleep(6 * SECOND)  # slow
        elif attempt == 1 and number % 9 == 8:
            await asyncio.Event().wait()  # silent
        elif (attempt == 1 and number % 9 == 6) or (attempt == 2 and number == 12):
            return "a page that nobody asked for"  # wrong, but it seems correct
        else:
            await asyncio.sleep((0.1 + number % 7 / 10) * SECOND)
        return f"page {number}"


def all_numbers():
    """Which pages there are; the pool does not know how many."""
    yield from range(40)


async def fetch_all(server):
    numbers = all_numbers()
    again = deque()
    tasks, pages, log = {}, {}, {}
    while True:
        while len(tasks) < LINKS:
            number = next(numbers, None)
            if number is None:
                if not again:
                    break
                number = again.popleft()
            task = asyncio.create_task(asyncio.wait_for(server.get(number), TIMEOUT * SECOND))
            tasks[task] = number
        if not tasks:
            return pages, log
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            number = tasks.pop(task)
            trouble = check(task, number)
            if trouble:
                log.setdefault(number, []).append(trouble)
                again.append(number)
            else:
                pages[number] = task.result()


def check(task, number):
    """What was wrong with the attempt, if anything was. Only asked of tasks that are done."""
    if isinstance(task.exception(), TimeoutError):
        return f"no answer in {TIMEOUT} s"
    if task.result() != f"page {number}":
        return "wrong page"
    return None


async def main():
    server = Server()
    pages, log = await fetch_all(server)
    for number in sorted(log):
        print(f"page {number}: {', '.join(log[number])}, then right")
    print(f"{len(pages)} pages in {sum(server.attempts.values())} attempts")
    expected = {number: f"page {number}" for number in all_numbers()}
    print("none is missing or wrong:", "yes" if pages == expected else "no")
    print(f"links at once: {server.most_links} at most")


asyncio.run(main())
