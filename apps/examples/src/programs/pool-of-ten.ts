/**
 * pool-of-ten: all pages of a server that takes ten links at most and is slow, wrong or silent at times.
 *
 * `wait` has one timeout for all its tasks, and cannot say which of them is late. So each task gets a timeout of its
 * own, by waitFor, and `wait` only tells which are done. A page that did not come in time, or that is the wrong one,
 * goes back to the end of the line.
 *
 * The server behaves by the number of the page and of the attempt, so the outcome does not depend on timing.
 */
import {
  coroutine,
  type Coroutine,
  createTask,
  Event,
  FIRST_COMPLETED,
  run,
  sleep,
  type Task,
  TimeoutError,
  wait,
  waitFor,
} from 'asyncio-ts';

const SECOND = 0.2; // how long a second of the program lasts here
const LINKS = 10;
const TIMEOUT = 2;

class ConnectionRefused extends Error {
  override name = 'ConnectionRefused';
}

class Server {
  readonly attempts = new Map<number, number>();
  links = 0;
  mostLinks = 0;

  /** Page `number`, or what this attempt gets in its place. */
  *get(number: number): Coroutine<string> {
    const attempt = (this.attempts.get(number) ?? 0) + 1;
    this.attempts.set(number, attempt);
    this.links++;
    this.mostLinks = Math.max(this.mostLinks, this.links);
    try {
      if (this.links > LINKS) throw new ConnectionRefused(`more than ${LINKS} links`);
      return yield* this.#answer(number, attempt);
    } finally {
      this.links--;
    }
  }

  *#answer(number: number, attempt: number): Coroutine<string> {
    if (attempt === 1 && number % 9 === 3) {
      yield* sleep(6 * SECOND); // slow
    } else if (attempt === 1 && number % 9 === 8) {
      yield* new Event().wait(); // silent
    } else if ((attempt === 1 && number % 9 === 6) || (attempt === 2 && number === 12)) {
      return 'a page that nobody asked for'; // wrong, but it seems correct
    } else {
      yield* sleep((0.1 + (number % 7) / 10) * SECOND);
    }
    return `page ${number}`;
  }
}

/** Which pages there are; the pool does not know how many. */
function allNumbers(): IterableIterator<number> {
  return Array(40).keys();
}

const fetchAll = coroutine(function* fetchAll(server: Server) {
  const numbers = allNumbers();
  const again: number[] = [];
  const tasks = new Map<Task<string>, number>();
  const pages = new Map<number, string>();
  const log = new Map<number, string[]>();
  for (;;) {
    while (tasks.size < LINKS) {
      const next = numbers.next();
      const number = next.done === true ? again.shift() : next.value;
      if (number === undefined) break;
      tasks.set(createTask(waitFor(server.get(number), TIMEOUT * SECOND)), number);
    }
    if (tasks.size === 0) return { pages, log };
    const [done] = yield* wait(tasks.keys(), { returnWhen: FIRST_COMPLETED });
    for (const task of done) {
      const number = tasks.get(task)!; // `wait` gives back the tasks that it was given
      tasks.delete(task);
      const trouble = check(task, number);
      if (trouble === undefined) {
        pages.set(number, task.result());
      } else {
        log.set(number, [...(log.get(number) ?? []), trouble]);
        again.push(number);
      }
    }
  }
});

/** What was wrong with the attempt, if anything was. Only asked of tasks that are done. */
function check(task: Task<string>, number: number): string | undefined {
  if (task.exception() instanceof TimeoutError) return `no answer in ${TIMEOUT} s`;
  if (task.result() !== `page ${number}`) return 'wrong page';
  return undefined;
}

const main = coroutine(function* main() {
  const server = new Server();
  const { pages, log } = yield* fetchAll(server);
  for (const [number, troubles] of [...log].sort(([a], [b]) => a - b)) {
    console.log(`page ${number}: ${troubles.join(', ')}, then right`);
  }
  const attempts = [...server.attempts.values()].reduce((sum, each) => sum + each, 0);
  console.log(`${pages.size} pages in ${attempts} attempts`);
  const allRight = [...allNumbers()].every((number) => pages.get(number) === `page ${number}`);
  console.log('none is missing or wrong:', allRight && pages.size === 40 ? 'yes' : 'no');
  console.log(`links at once: ${server.mostLinks} at most`);
});

export async function poolOfTen(): Promise<void> {
  await run(main());
}
