/**
 * `staggeredRace`: attempts that start one after the other, of which the first to succeed wins.
 *
 * After CPython 3.13 `Lib/asyncio/staggered.py`. It is not in `asyncio.__all__`, but `create_connection` rests on it.
 */
import {
  type Coroutine,
  CoroutineObject,
  createTask,
  Future,
  type Task,
  TimeoutError,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { describe, isFatal } from '@asyncio-ts/tasks/internal';

import { checkSeconds } from './arguments.js';
import { toYieldable } from './operands.js';
import { outcomeOf } from './outcome.js';
import { wait } from './wait.js';
import { waitFor } from './wait-for.js';

/**
 * The winner's result and index, both `undefined` if all failed, and for each attempt that was started what it threw,
 * `undefined` for the winner.
 */
export type StaggeredResult<T> = readonly [
  result: T | undefined,
  index: number | undefined,
  exceptions: readonly unknown[],
];

/**
 * Starts attempts one after the other, the next one when the last failed or `delay` seconds have passed, until one
 * succeeds. Then it cancels the others and waits for them.
 *
 *     const [socket] = yield* staggeredRace(addresses.map((a) => () => connect(a)), 0.25);
 *
 * @param functions - coroutine functions without parameters; taken one by one, as attempts start
 * @param delay - seconds between two attempts; `undefined` or `null`: only when the last one failed
 * @returns the winner's result, its index, and what the attempts threw
 * @suspends always
 * @throws {CancelledError} the task was cancelled; the attempts then are, too
 * @throws {TypeError} when called: `functions` is no collection, or an array with something in it that is not a function;
 *   or `delay` is not a number. Of other collections, when an attempt is to start that is not a function
 * @throws {ValueError} when called: `delay` is NaN
 * @throws what iterating over `functions` throws
 * @see CPython 3.13 `Lib/asyncio/staggered.py`, `staggered_race`
 */
export function staggeredRace<T>(
  functions: Iterable<() => Yieldable<T>>,
  delay: number | null | undefined,
): CoroutineObject<StaggeredResult<T>> {
  checkFunctions(functions);
  return new CoroutineObject(new Race(functions, checkSeconds('delay', delay)).run(), 'staggeredRace');
}

class Race<T> {
  readonly #functions: Iterator<() => Yieldable<T>>;
  readonly #delay: number | undefined;
  readonly #tasks: Task<void>[] = [];
  readonly #exceptions: unknown[] = [];
  #winner: { readonly index: number; readonly result: T } | undefined = undefined;

  constructor(functions: Iterable<() => Yieldable<T>>, delay: number | undefined) {
    this.#functions = functions[Symbol.iterator]();
    this.#delay = delay;
  }

  *run(): Coroutine<StaggeredResult<T>> {
    this.#tasks.push(createTask(this.#attempt(undefined)));
    try {
      // Each attempt makes the task of the next one, so there may be more of them after a wait than before.
      for (let count = 0; count !== this.#tasks.length;) {
        const [done] = yield* wait(this.#tasks);
        count = done.size;
        throwFirstError(done);
      }
      return [this.#winner?.result, this.#winner?.index, this.#exceptions];
    } finally {
      for (const task of this.#tasks) task.cancel();
    }
  }

  /** One attempt, after the one before has failed or had its time. */
  *#attempt(previousFailed: Future<void> | undefined): Coroutine<void> {
    if (previousFailed !== undefined) yield* waitUntil(previousFailed, this.#delay);
    const next = this.#functions.next();
    if (next.done === true) return;
    const start = checkFunction(next.value);
    const failed = new Future<void>();
    const index = this.#exceptions.push(undefined) - 1;
    this.#tasks.push(createTask(this.#attempt(failed)));
    try {
      const result = yield* toYieldable(start());
      this.#win(index, result);
    } catch (error) {
      if (isFatal(error)) throw error;
      // CancelledError: as in CPython, the attempt lost; that is its place among the exceptions.
      this.#exceptions[index] = error;
      if (!failed.done()) failed.setResult();
    }
  }

  #win(index: number, result: T): void {
    this.#winner = { index, result };
    // Not the winner's own task: with no await to come, it would end cancelled instead of done.
    for (const [at, task] of this.#tasks.entries()) if (at !== index) task.cancel();
  }
}

/** An array is looked through; what else can be iterated need not be at hand yet. */
function checkFunctions(functions: unknown): void {
  if (Array.isArray(functions)) for (const each of functions) checkFunction(each);
  else if (
    typeof (functions as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== 'function'
  )
    throw notFunctions(functions);
}

function checkFunction<F>(value: F): F {
  if (typeof value === 'function') return value;
  throw notFunctions(value);
}

function notFunctions(got: unknown): TypeError {
  return new TypeError(
    `staggeredRace() needs a collection of coroutine functions, got ${describe(got)}\n  Write staggeredRace([() => connect(a), () => connect(b)], 0.25)`,
  );
}

function* waitUntil(previousFailed: Future<void>, delay: number | undefined): Coroutine<void> {
  try {
    yield* waitFor(previousFailed, delay);
  } catch (error) {
    // CancelledError is none.
    if (!(error instanceof TimeoutError)) throw error;
  }
}

/** An attempt's own errors are kept; what comes out of a task is a mistake in the list of functions. */
function throwFirstError(tasks: Iterable<Task<void>>): void {
  for (const task of tasks) {
    const outcome = outcomeOf(task);
    if (outcome.failed && !task.cancelled()) throw outcome.error;
  }
}
