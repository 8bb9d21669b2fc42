/**
 * queries-under-semaphore: queries are made first and run later; when one fails, the rest must be disposed of.
 *
 * A coroutine object that is dropped without ever having been awaited makes debug mode complain (Python always does).
 * Two remedies: close() it, or make it a task and cancel that at once (heavier).
 */
import {
  coroutine,
  type Coroutine,
  CoroutineObject,
  createTask,
  getRunningLoop,
  run,
  Semaphore,
  sleep,
} from 'asyncio-ts';

const SECOND = 0.1; // how long a second of the program lasts here

class QueryException extends Error {
  override name = 'QueryException';
}

interface Answer {
  readonly success: boolean;
  readonly message: string;
}

type Query = CoroutineObject<Answer>;

/** The server: a list of addresses under /some/url ... */
const listQueries = coroutine(function* listQueries(url: string) {
  yield* sleep(0.5 * SECOND);
  return url === '/some/url' ? [1, 2, 3, 4, 5].map((n) => `/query/${n}`) : [];
});

/** ... and a failure for the third of them. */
const someHttpLib = coroutine(function* someHttpLib(url: string) {
  yield* sleep(0.5 * SECOND);
  console.log(`GET ${url}`);
  if (url === '/query/3') return { success: false, message: `${url} failed` };
  return { success: true, message: '' };
});

class QueryRunner {
  readonly #semaphore = new Semaphore(2);
  readonly #dispose: (queries: readonly Query[]) => void;

  constructor(dispose: (queries: readonly Query[]) => void) {
    this.#dispose = dispose;
  }

  /** Python names a coroutine after its class and method. So does this; `coroutine()` knows a function's name only. */
  runQuery(url: string): Query {
    return new CoroutineObject(this.#runQuery(url), 'QueryRunner.runQuery');
  }

  *#runQuery(url: string): Coroutine<Answer> {
    using _permit = yield* this.#semaphore.acquire(); // until the end of the block: `async with semaphore`
    return yield* someHttpLib(url);
  }

  *createQueries(baseUrl: string): Coroutine<Query[]> {
    const urls = yield* listQueries(baseUrl);
    return urls.map((url) => this.runQuery(url)); // nothing runs yet
  }

  *executeQueries(): Coroutine<void> {
    const queries = yield* this.createQueries('/some/url');
    console.log(`prepared ${queries.length} queries`);
    let done = 0;
    try {
      for (const query of queries) {
        const { success, message } = yield* query; // here the request is made
        if (!success) throw new QueryException(message);
        done++;
        console.log(`${done} of ${queries.length} queries done`);
      }
    } finally {
      this.#dispose(queries.slice(done + 1));
    }
  }
}

function leave(queries: readonly Query[]): void {
  console.log(`${queries.length} queries left alone`);
}

function close(queries: readonly Query[]): void {
  for (const query of queries) query.close();
  console.log(`${queries.length} queries closed`);
}

function cancel(queries: readonly Query[]): void {
  for (const query of queries) createTask(query).cancel();
  console.log(`${queries.length} queries cancelled`);
}

/** Runs the queries and prints what debug mode had to complain of. */
async function listen(dispose: (queries: readonly Query[]) => void): Promise<void> {
  const complaints: string[] = [];
  const main = coroutine(function* main() {
    getRunningLoop().setExceptionHandler((_loop, { message }) => {
      complaints.push(message);
    });
    try {
      yield* new QueryRunner(dispose).executeQueries();
    } catch (error) {
      if (!(error instanceof QueryException)) throw error;
      console.log(`something went horribly wrong: ${error.message}`);
    }
  });
  await run(main(), { debug: true });
  console.log(`complaints: ${complaints.length}`);
  for (const message of complaints) console.log(`RuntimeWarning: ${pythonsPart(message)}`);
}

/** The message without the place where the coroutine was made, and the advice. */
function pythonsPart(message: string): string {
  return message.replace(/(?<=was never awaited).*/s, '');
}

export async function queriesUnderSemaphore(): Promise<void> {
  console.log('--- leave');
  await listen(leave);
  console.log('--- close');
  await listen(close);
  console.log('--- cancel');
  await listen(cancel);
}
