/**
 * Timeouts: a body of code that is cancelled when its time is over.
 *
 *   created  -> active    aenter
 *   active   -> expiring  the deadline passed, and the task was cancelled
 *   expiring -> expired   aexit, which turns the CancelledError into a TimeoutError if nobody else cancelled
 *   active   -> finished  aexit before the deadline
 *
 * After CPython 3.13 `Lib/asyncio/timeouts.py`.
 */
import {
  type AsyncContextManager,
  CancelledError,
  type Coroutine,
  CoroutineObject,
  currentTask,
  getRunningLoop,
  RuntimeError,
  type Task,
  TimeoutError,
  ValueError,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { checkBody, describe, showInConsole } from '@asyncio-ts/tasks/internal';

/** What `callSoon` and `callAt` return, as far as it is needed here. */
interface Handle {
  cancel(): void;
}

type State = 'created' | 'active' | 'expiring' | 'expired' | 'finished';

/**
 * A scope with a deadline, for `withAsync`. Make one with `timeout` or `timeoutAt`.
 *
 * @see CPython 3.13 `Lib/asyncio/timeouts.py`, `Timeout`
 */
export class Timeout implements AsyncContextManager<Timeout> {
  #state: State = 'created';
  #when: number | undefined;
  #handle: Handle | undefined = undefined;
  /** The task to cancel: the one that entered. */
  #task: Task<unknown> | undefined = undefined;
  /** How many cancellations the task had at entry: those are not ours to answer. */
  #cancellingAtEntry = 0;

  /**
   * @param when - the deadline, in seconds on the loop's clock; `undefined` or `null`: none
   * @throws {TypeError} `when` is not a number
   * @throws {ValueError} `when` is NaN
   */
  constructor(when: number | null | undefined) {
    this.#when = checkSeconds('when', when);
  }

  /** The deadline, in seconds on the loop's clock; `undefined` if there is none. */
  when(): number | undefined {
    return this.#when;
  }

  /**
   * Moves the deadline. One that is past fires in the loop's next turn.
   *
   * @param when - seconds on the loop's clock, as of `loop.time()`, not from now; `undefined` or `null`: no deadline
   * @suspends never
   * @throws {RuntimeError} the scope was not entered, or was left, or its time is over already
   * @throws {TypeError} `when` is not a number
   * @throws {ValueError} `when` is NaN
   * @see CPython 3.13 `Lib/asyncio/timeouts.py`, `Timeout.reschedule`
   */
  reschedule(when: number | null | undefined): void {
    const deadline = checkSeconds('when', when);
    if (this.#state === 'created') throw notEntered('reschedule');
    if (this.#state !== 'active') {
      const hint = 'Call reschedule() only inside the scope and before its time is over';
      throw new RuntimeError(`Cannot change state of ${this.#state} Timeout\n  ${hint}`);
    }
    this.#when = deadline;
    this.#handle?.cancel();
    this.#handle = undefined;
    this.#schedule();
  }

  #schedule(): void {
    const deadline = this.#when;
    if (deadline === undefined) return;
    const loop = getRunningLoop();
    const isOver = deadline <= loop.time();
    this.#handle = isOver ? loop.callSoon(this.#onTimeout) : loop.callAt(deadline, this.#onTimeout);
  }

  readonly #onTimeout = (): void => {
    this.#task!.cancel(); // set at entry; leaving takes the timer back
    this.#state = 'expiring';
    this.#handle = undefined;
  };

  /** Was the deadline passed inside the scope? True even if the body swallowed the cancellation. */
  expired(): boolean {
    return this.#state === 'expiring' || this.#state === 'expired';
  }

  /**
   * Enters the scope; `withAsync` calls it.
   *
   * @suspends never
   * @throws {RuntimeError} it was entered before, or no task is running
   */
  *aenter(): Coroutine<Timeout> {
    this._enter();
    return this;
  }

  /** @internal */
  _enter(): void {
    if (this.#state !== 'created') {
      throw new RuntimeError('Timeout has already been entered\n  Make a new one for each block');
    }
    const task = currentTask();
    if (task === undefined) {
      throw new RuntimeError(
        'Timeout should be used inside a task\n  Enter it in a coroutine that a task runs',
      );
    }
    this.#state = 'active';
    this.#task = task;
    this.#cancellingAtEntry = task.cancelling();
    this.#schedule();
  }

  /**
   * Leaves the scope; `withAsync` calls it.
   *
   * @param error - what the body threw
   * @returns false: other errors pass as they are
   * @suspends never
   * @throws {TimeoutError} the time was over, and `error` is the cancellation that this made; its `cause` is `error`
   * @throws {RuntimeError} the scope was not entered, or was left before
   */
  *aexit(error?: unknown): Coroutine<boolean> {
    this._leave(error);
    return false;
  }

  /** @internal */
  _leave(error?: unknown): void {
    const task = this.#task;
    if (task === undefined) throw notEntered('aexit');
    this.#task = undefined;
    this.#handle?.cancel();
    this.#handle = undefined;
    if (this.#state === 'active') {
      this.#state = 'finished';
      return;
    }
    this.#state = 'expired';
    // More requests than at entry are left: somebody else cancels as well, and the error is theirs.
    const isOurs = task.uncancel() <= this.#cancellingAtEntry;
    if (isOurs && error instanceof CancelledError) throw new TimeoutError('', { cause: error });
  }

  /** One line, such as `<Timeout [active] when=1.5>`. */
  toString(): string {
    if (this.#state !== 'active') return `<Timeout [${this.#state}]>`;
    const when = this.#when === undefined ? undefined : Math.round(this.#when * 1000) / 1000;
    return `<Timeout [active] when=${when}>`;
  }

  static {
    showInConsole(this);
  }
}

/**
 * Runs `body` and cancels it after `delay` seconds: Python's `async with timeout(delay): …`.
 *
 *     const page = yield* timeout(2, function* (scope) {
 *       return yield* fetchPage(url);
 *     });
 *
 * A body that never suspends is never interrupted. Without `body`, returns the scope, for `withAsync`.
 *
 * @param delay - seconds from now; 0 or less fires at the first suspension; `undefined` or `null`: no limit
 * @param body - is given the scope, which can be rescheduled and says whether it expired
 * @returns what `body` returns
 * @suspends when `body` does
 * @throws {TimeoutError} the time was over; `cause` is the `CancelledError` that `body` got
 * @throws {TypeError} `delay` is not a number, or `body` not a function
 * @throws {ValueError} `delay` is NaN
 * @throws {RuntimeError} no loop is running, or no task
 * @see CPython 3.13 `Lib/asyncio/timeouts.py`, `timeout`
 */
export function timeout(delay: number | null | undefined): Timeout;
export function timeout<T>(
  delay: number | null | undefined,
  body: (scope: Timeout) => Yieldable<T>,
): CoroutineObject<T>;
/** @internal For calls that are named otherwise. */
export function timeout<T>(
  delay: number | null | undefined,
  body: (scope: Timeout) => Yieldable<T>,
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- users see the two above only
  name: string,
): CoroutineObject<T>;
export function timeout<T>(
  delay: number | null | undefined,
  body?: (scope: Timeout) => Yieldable<T>,
  name = 'timeout',
): Timeout | CoroutineObject<T> {
  const seconds = checkSeconds('delay', delay);
  if (body === undefined) return timeoutIn(seconds);
  return new CoroutineObject(
    within(() => timeoutIn(seconds), checkBody('timeout', body)),
    name,
  );
}

/**
 * The same with the time at which it ends: `when` is on the loop's clock, as of `loop.time()`.
 *
 * @param when - seconds on the loop's clock; in the past, it fires at the first suspension; `undefined` or `null`: no limit
 * @param body - is given the scope
 * @returns what `body` returns; without `body`, the scope
 * @suspends when `body` does
 * @throws {TimeoutError} the time was over
 * @throws {TypeError} `when` is not a number, or `body` not a function
 * @throws {ValueError} `when` is NaN
 * @throws {RuntimeError} no task is running
 * @see CPython 3.13 `Lib/asyncio/timeouts.py`, `timeout_at`
 */
export function timeoutAt(when: number | null | undefined): Timeout;
export function timeoutAt<T>(
  when: number | null | undefined,
  body: (scope: Timeout) => Yieldable<T>,
): CoroutineObject<T>;
export function timeoutAt<T>(
  when: number | null | undefined,
  body?: (scope: Timeout) => Yieldable<T>,
): Timeout | CoroutineObject<T> {
  const scope = new Timeout(when);
  if (body === undefined) return scope;
  return new CoroutineObject(
    within(() => scope, checkBody('timeoutAt', body)),
    'timeoutAt',
  );
}

function timeoutIn(seconds: number | undefined): Timeout {
  const now = getRunningLoop().time(); // CPython, too, asks for the loop when there is no limit
  return new Timeout(seconds === undefined ? undefined : now + seconds);
}

/**
 * What `withAsync` does, without a coroutine each for entering and leaving, which never suspend: they took 0.2 µs.
 *
 * @param makeScope - called when the coroutine runs, not when it was made: time starts with the body
 */
function* within<T>(makeScope: () => Timeout, body: (scope: Timeout) => Yieldable<T>): Coroutine<T> {
  const scope = makeScope();
  scope._enter();
  let error: unknown;
  try {
    return yield* body(scope);
  } catch (thrown) {
    error = thrown;
    throw thrown; // CancelledError included
  } finally {
    scope._leave(error); // which throws in its place, if its time was over
  }
}

function checkSeconds(name: string, seconds: number | null | undefined): number | undefined {
  if (seconds === undefined || seconds === null) return undefined;
  if (typeof seconds !== 'number') {
    throw new TypeError(
      `${name} must be a number of seconds, got ${describe(seconds)}\n  undefined or null is for no limit`,
    );
  }
  if (Number.isNaN(seconds))
    throw new ValueError(`Invalid ${name}: NaN (not a number)\n  Give seconds, such as 0.5`);
  return seconds;
}

function notEntered(what: string): RuntimeError {
  return new RuntimeError(
    `Timeout has not been entered\n  Call ${what}() inside withAsync(scope, body) only`,
  );
}
