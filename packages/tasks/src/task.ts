/**
 * Tasks: a coroutine that the loop runs, and the future of its result.
 *
 * A live task is in exactly one of three states. `_waiter` and the ready queue together say which:
 *
 *             _waiter            in the ready queue
 *   parked    a pending future   no     the task itself is one of the future's callbacks
 *   ready     a done future,     once   its next step is due
 *             or undefined
 *   running   undefined          no     it is currentTask()
 *
 * (A class of futures with an `addDoneCallback` of its own holds, and queues, a callback in the task's place.)
 *
 * One step: throw or resume the innermost frame; when that returns or throws, go on with its parent, until a frame
 * suspends or the last one is over. frame.ts draws the stack.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `Task`.
 */
import { type Context, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import type { EventLoop } from '@asyncio-ts/loop';
import { describe, isFatal, running } from '@asyncio-ts/loop/internal';

import type { AnyCoroutine, Suspension } from './awaitable.js';
import { current } from './current-task.js';
import { CancelledError, cancelledError, InvalidStateError } from './errors.js';
import { type Body, Frame, hasUnwound, isCoroutine, SETTLED, takeOver, takeUnwound } from './frame.js';
import { Future } from './future.js';
import { generatorNext, generatorThrow, isNative } from './generator.js';
import { checkCopy, loopState } from './loop-state.js';
import { badYield, checkContext, notACoroutine, tellApart } from './misuse.js';

/** How to make a task. */
export interface TaskOptions {
  /** What it is called in messages, default `Task-1`, `Task-2`, … */
  readonly name?: string | undefined;
  /** The context variables that it sees, used itself; default: a copy of the caller's. */
  readonly context?: Context | undefined;
  /** Run it up to its first suspension before `createTask` returns? Default: false, unless a task factory says so. */
  readonly eagerStart?: boolean | undefined;
  /** The loop that runs it; default: the running one. */
  readonly loop?: EventLoop | undefined;
}

/** Makes the tasks of a loop in place of `createTask`. */
export type TaskFactory = <T>(loop: EventLoop, coroutine: AnyCoroutine<T>, options: TaskOptions) => Task<T>;

let tasksMade = 0;

/**
 * A coroutine under way. Make one with `createTask`; a task group makes them with an owner.
 *
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `Task`
 */
export class Task<T> extends Future<T> {
  /** @internal Neighbours in the loop's list of live tasks. */
  _previous: Task<unknown> | undefined = undefined;
  /** @internal */
  _next: Task<unknown> | undefined = undefined;
  /** @internal The future it waits for. */
  _waiter: Future<unknown> | undefined = undefined;

  // No private names: each task would be marked as one that has them, which makes it slower to make.

  /** @internal What it runs; `undefined` if it was over before `createTask` returned. */
  _coroutine: AnyCoroutine<T> | undefined;
  /** @internal */
  readonly _context: Context;
  /** @internal The innermost frame; `undefined`: it is a raw generator at the bottom of the stack. */
  _frame: Frame<unknown> | undefined;
  /** @internal Is that raw generator one of this realm? */
  readonly _isNative: boolean;
  /** @internal */
  _name: string | number;
  /** @internal A cancellation is to be thrown that no future has taken. */
  _mustCancel = false;
  /** @internal What that one says. */
  _cancelMessage: string | undefined = undefined;
  /** @internal */
  _cancelRequests = 0;
  /** @internal An error of the task's own making, to be thrown at the suspension that caused it. */
  _misuse: RuntimeError | undefined = undefined;

  /**
   * @throws {TypeError} `coroutine` is not a coroutine
   * @throws {RuntimeError} it was awaited before; or no loop was given, and none is running
   */
  constructor(coroutine: AnyCoroutine<T>, options: TaskOptions = {}) {
    const isOfThisRealm = isNative(coroutine);
    if (!isOfThisRealm && !isCoroutine(coroutine)) throw notACoroutine(coroutine);
    super(options);
    if (current.task === undefined) checkCopy(this._loop);
    const name = options.name as string | number | undefined; // untyped code may give a number
    this._name = name === undefined ? ++tasksMade : String(name);
    this._context = options.context === undefined ? copyContext() : checkContext(options.context);
    this._coroutine = coroutine;
    this._frame = takeOver(coroutine, isOfThisRealm);
    this._isNative = isOfThisRealm;
    if (options.eagerStart === true && running.loop === this._loop) {
      this._startEagerly();
    } else {
      this._loop._enqueue(this); // first: a closed loop throws, and must not have the task in its list
      loopState(this._loop).addTask(this);
    }
  }

  /** @internal */
  _startEagerly(): void {
    loopState(this._loop).addTask(this);
    stepOutsideTheQueue(this);
    if (this.done()) this._coroutine = undefined;
  }

  /** Its name. */
  getName(): string {
    return typeof this._name === 'number' ? `Task-${this._name}` : this._name;
  }

  /** Gives it another name; a value that is not a string is turned into one. */
  setName(name: unknown): void {
    this._name = String(name);
  }

  /** The coroutine that it runs; `undefined` if it was started eagerly and was done at once, as in CPython. */
  getCoro(): AnyCoroutine<T> | undefined {
    return this._coroutine;
  }

  /** The context variables that it sees. */
  getContext(): Context {
    return this._context;
  }

  /**
   * The calls it is suspended in, outermost first, by name: what Python gives as frames. A raw generator shows as
   * `(generator)`, for JavaScript does not tell its name. Empty once it is done.
   *
   * @param limit - how many of the innermost calls at most; default: all
   */
  getStack({ limit = Infinity }: { readonly limit?: number | undefined } = {}): string[] {
    return namesOfCalls(this).slice(0, Math.max(0, limit)).reverse();
  }

  /** Prints `getStack()`, one call a line. */
  printStack({
    limit = Infinity,
    print = console.error,
  }: {
    readonly limit?: number | undefined;
    readonly print?: ((text: string) => void) | undefined;
  } = {}): void {
    const stack = this.getStack({ limit });
    const title =
      stack.length === 0
        ? `No stack for ${this.toString()}`
        : `Stack for ${this.toString()} (most recent call last):`;
    print([title, ...stack.map((name) => `  ${name}()`)].join('\n'));
  }

  /**
   * Asks the task to stop: a `CancelledError` is thrown at the place where it is suspended, at its next turn. It may
   * clean up, with awaits of its own, and should then let the error pass.
   *
   * @param message - what the error says
   * @returns was it still running? False changes nothing
   * @see CPython 3.13 `Lib/asyncio/tasks.py`, `Task.cancel`
   */
  override cancel(message?: string): boolean {
    if (this.done()) return super.cancel();
    // Down the chain of tasks that wait for tasks: a loop, for a chain may be longer than the stack is deep.
    const innermost = requestCancel(this);
    const waiter = innermost._waiter;
    if (isPlainTask(waiter) && !waiter.done()) leave(innermost, waiter);
    else if (waiter?.cancel(message) === true) return true; // the error arrives from there
    innermost._mustCancel = true;
    innermost._cancelMessage = message;
    return true;
  }

  /**
   * How often `cancel` was called and not taken back.
   *
   * @see CPython 3.13 `Lib/asyncio/tasks.py`, `Task.cancelling`
   */
  cancelling(): number {
    return this._cancelRequests;
  }

  /**
   * Takes one `cancel` back: what catches a `CancelledError` and goes on calls it, so that others know. At 0 a
   * cancellation that has not arrived yet is dropped.
   *
   * @returns how many requests are left
   * @see CPython 3.13 `Lib/asyncio/tasks.py`, `Task.uncancel`
   */
  uncancel(): number {
    if (this._cancelRequests > 0 && --this._cancelRequests === 0) this._mustCancel = false;
    return this._cancelRequests;
  }

  /** Tasks settle themselves. @throws {RuntimeError} always */
  override setResult(_result: T): never {
    throw new RuntimeError(
      'Task does not support set_result operation\n  Return the value from its coroutine',
    );
  }

  /** Tasks settle themselves. @throws {RuntimeError} always */
  override setException(_error: unknown): never {
    throw new RuntimeError(
      'Task does not support set_exception operation\n  Throw the error in its coroutine',
    );
  }

  /** @internal If it was not cancelled in the end, one with the message of the last request that no future took. */
  override _makeCancelledError(): CancelledError {
    return this.cancelled() ? super._makeCancelledError() : cancelledError(this._loop, this._cancelMessage);
  }

  // ---- stepping -----------------------------------------------------------------------------------------------

  /** @internal One step. */
  override _run(): void {
    if (this.done()) {
      if (this._callbacks === undefined) reportSettled(this);
      else super._run(); // a collector's
      return;
    }
    let previous: Context;
    try {
      previous = enterContext(this._context);
    } catch (error) {
      // Not a CancelledError: the context that it was given is entered already. CPython leaves such a task pending.
      this._finish(true, error);
      return;
    }
    const outer = current.task;
    current.task = this;
    try {
      this._step();
    } finally {
      current.task = outer;
      leaveContext(this._context, previous);
    }
  }

  /** @internal */
  _step(): void {
    let value: unknown = this._mustCancel || this._misuse !== undefined ? takeInterruption(this) : undefined;
    let failed = value !== undefined;
    this._waiter = undefined;
    let frame = this._frame;
    for (;;) {
      try {
        const step = resume(this, frame, failed, value);
        if (step.done !== true) {
          if (hasUnwound(step)) this._frame = takeUnwound(frame);
          if ((step.value as Suspension | undefined) === undefined)
            this._loop._enqueue(this); // one turn, please: sleep(0)
          else suspend(this, step.value);
          return;
        }
        failed = false;
        value = step.value;
      } catch (error) {
        // Every error goes to whoever awaits this frame, CancelledError like all others.
        value = failed ? tellApart(value, error) : error;
        failed = true;
      }
      if (frame === undefined) break;
      const parent: Frame<unknown> | undefined = frame._parent;
      frame._state = SETTLED;
      if (frame === (this._coroutine as unknown)) break;
      frame._parent = undefined;
      this._frame = frame = parent;
    }
    this._finish(failed, value);
  }

  /** @internal */
  _finish(failed: boolean, value: unknown): void {
    if (this.done()) {
      reportSettled(this);
      return;
    }
    this._frame = undefined;
    loopState(this._loop).removeTask(this);
    if (!failed) {
      if (this._mustCancel)
        super.cancel(this._cancelMessage); // cancelled in its last step: the value is dropped
      else super.setResult(value as T);
    } else if (value instanceof CancelledError) {
      this._settleCancelled(value);
    } else {
      super.setException(value);
      if (isFatal(value)) throw value;
    }
  }

  /** @internal What it waits for is done: its next step is due. */
  _onSettled(): void {
    this._loop._enqueue(this);
  }

  /** @internal By its name: its description has the future in it. */
  _describeWaiting(): string {
    return `wakeup of ${this.getName()}`;
  }

  // ---- description --------------------------------------------------------------------------------------------

  /** @internal */
  override _describe(): string[] {
    const words = super._describe();
    if (this._cancelRequests > 0 && !this.done()) words[0] = 'cancelling';
    const waiter = this._waiter === undefined ? [] : [`wait_for=${describe(this._waiter)}`];
    const coroutine = this._coroutine === undefined ? [] : [`coro=<${nameOf(this._coroutine)}()>`];
    words.splice(1, 0, `name='${this.getName()}'`, ...coroutine, ...waiter);
    return words;
  }
}

/**
 * Counts the request in each task of the chain, and returns the one that waits for something else, or is due. Not a
 * static method: bundlers rename a class that names itself, and its name shows in messages.
 */
function requestCancel(first: Task<unknown>): Task<unknown> {
  countRequest(first);
  if (!isPlainTask(first._waiter)) return first; // most: without a chain there is no need of a set
  const seen = new Set([first]);
  let task = first;
  for (let waiter = task._waiter; isPlainTask(waiter) && !waiter.done(); waiter = task._waiter) {
    if (seen.has(waiter)) return task; // a ring ends where it began
    seen.add(waiter);
    countRequest(waiter);
    task = waiter;
  }
  return task;
}

function countRequest(task: Task<unknown>): void {
  task._cancelRequests++;
  loopState(task._loop).observer?.cancelRequested(task);
}

/** A task that is cancelled in the way of this file: not one of a class with a `cancel` of its own. */
function isPlainTask(future: Future<unknown> | undefined): future is Task<unknown> {
  return future instanceof Task && future.cancel === Task.prototype.cancel;
}

/** Tasks that wait for each other in a ring: nobody would ever wake this one, so it goes on by itself. */
function leave(task: Task<unknown>, waiter: Task<unknown>): void {
  waiter._removeWaiter(task);
  task._waiter = undefined;
  task._loop._enqueue(task);
}

/** One step of what `frame` runs; without a frame, of the raw generator at the bottom of the stack. */
function resume(
  task: Task<unknown>,
  frame: Frame<unknown> | undefined,
  failed: boolean,
  value: unknown,
): IteratorResult<Suspension, unknown> {
  if (frame === undefined ? task._isNative : frame._isNative) {
    const generator = frame === undefined ? task._coroutine : frame._body;
    return failed ? generatorThrow.call(generator, value) : generatorNext.call(generator, value);
  }
  // What steps like a generator, or a call written by hand. Only a task that is not done, and so has one, is resumed.
  const body = (frame === undefined ? task._coroutine : (frame._body ?? frame)) as Body<unknown>;
  return failed ? body.throw(value) : body.next(value);
}

/** What must be thrown instead of resuming: a cancellation that has not arrived, or a misuse. */
function takeInterruption(task: Task<unknown>): CancelledError | RuntimeError | undefined {
  const misuse = task._misuse;
  task._misuse = undefined;
  if (!task._mustCancel) return misuse;
  task._mustCancel = false;
  const waiter = task._waiter;
  if (waiter?._endedCancelled() === true) return undefined; // that one is thrown anyway
  waiter?._markRetrieved();
  return cancelledError(task._loop, task._cancelMessage);
}

/** Its coroutine waits for `on`. */
function suspend(task: Task<unknown>, on: Suspension): void {
  const misuse = findMisuse(task, on);
  if (misuse !== undefined) {
    task._misuse = misuse;
    task._loop._enqueue(task);
    return;
  }
  const future = on as unknown as Future<unknown>; // findMisuse has looked
  future._blocking = false;
  if (future._hasPlainCallbacks()) future._addWaiter(task);
  else addWakeup(task, future);
  task._waiter = future;
  if (task._mustCancel && future.cancel(task._cancelMessage)) task._mustCancel = false;
}

/** It runs in a context of its own, from which the step enters the task's. */
function addWakeup(task: Task<unknown>, future: Future<unknown>): void {
  const wakeup = (): void => {
    stepOutsideTheQueue(task);
  };
  future.addDoneCallback(wakeup);
}

/** A step that the loop did not begin: an observer of the loop does not see it by itself. */
function stepOutsideTheQueue(task: Task<unknown>): void {
  const { observer } = loopState(task._loop);
  if (observer === undefined) task._run();
  else observer.runStep(task);
}

function findMisuse(task: Task<unknown>, on: unknown): RuntimeError | undefined {
  if (!(on instanceof Future)) return badYield(task, on);
  if (on._loop !== task._loop) {
    return new RuntimeError(
      `Task ${describe(task)} got Future ${describe(on)} attached to a different loop\n  Make it inside the coroutine that awaits it`,
    );
  }
  if (on._blocking === false) return badYield(task, on);
  if ((on as unknown) !== task) return undefined;
  on._blocking = 'for ever'; // as in CPython's C tasks: nobody can await this one any more, it is in disorder
  return new RuntimeError(
    `Task cannot await on itself: ${describe(task)}\n  It would wait for ever; await what it is to return`,
  );
}

/** Somebody called `Future.prototype.setResult` on it: that wins, as in CPython, and the coroutine is given up. */
function reportSettled(task: Task<unknown>): void {
  task._frame = undefined;
  loopState(task._loop).removeTask(task);
  const exception = new InvalidStateError(
    `step(): already done: ${describe(task)}\n  Tasks settle themselves; make a Future for a result of your own`,
  );
  task._loop.callExceptionHandler({ message: 'Exception in callback of a task', exception, task });
}

/** The calls that it is suspended in, innermost first. */
function namesOfCalls(task: Task<unknown>): string[] {
  if (task.done()) return [];
  const leaf = task._waiter?._callName;
  const isFrame = task._frame !== undefined && task._frame._body === undefined; // then it is the task's own coroutine
  const names = leaf === undefined || isFrame ? [] : [leaf];
  let bottom: unknown;
  for (let frame = task._frame; frame !== undefined; frame = frame._parent) {
    if (frame._name !== '') names.push(frame._name); // the body of a block has no name
    bottom = frame;
  }
  if (bottom !== task._coroutine) names.push(nameOf(task._coroutine!)); // a raw generator, which is no frame
  return names;
}

/** A raw generator does not tell its name. */
function nameOf(coroutine: AnyCoroutine): string {
  return coroutine instanceof Frame ? coroutine._name : '(generator)';
}
