/** Running a loop until one future is done. */
import { RuntimeError } from '@asyncio-ts/contextvars';
import type { EventLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import { describe, isFatal } from '@asyncio-ts/loop/internal';

import type { Awaitable, AwaitedResult } from './awaitable.js';
import { makeDeadlockError } from './deadlock.js';
import { ensureFuture } from './ensure-future.js';
import { type DeadlockError } from './errors.js';
import { Frame } from './frame.js';
import { Future } from './future.js';

/**
 * Runs `loop` until `awaitable` is done, and gives its result.
 *
 * @throws what the awaitable throws
 * @throws {DeadlockError} nothing is left that could ever finish it (Node, Bun, Deno)
 * @throws {RuntimeError} the loop is closed or running, or was stopped before the awaitable was done
 * @throws {TypeError} the result is itself a future or coroutine, which no promise can hand over
 * @see CPython 3.13 `Lib/asyncio/base_events.py`, `run_until_complete`
 */
export async function runUntilComplete<A extends Awaitable<unknown>>(
  loop: EventLoop,
  awaitable: A,
): Promise<AwaitedResult<A>> {
  const target = new Target(loop, awaitable);
  let deadlock: DeadlockError | undefined;
  loop._onStuck = () => {
    deadlock = makeDeadlockError(loop, 'the host has nothing left that could wake the loop');
    loop.stop();
  };
  try {
    await loop.runForever();
  } catch (error) {
    target.markRetrieved(); // not a CancelledError: only what ends a program leaves a loop
    throw error;
  } finally {
    loop._onStuck = undefined;
    target.release();
  }
  if (deadlock !== undefined && !target.future.done()) throw deadlock;
  return checkHandOver(target.result()) as AwaitedResult<A>;
}

/** A promise that is given one of our awaitables would await it, on a loop that has stopped: for ever, mostly. */
function checkHandOver(result: unknown): unknown {
  if (!(result instanceof Future) && !(result instanceof Frame)) return result;
  throw new TypeError(
    `a promise cannot hand over what is to be awaited, and the program returned ${describe(result)}\n  Await it before: return yield* …`,
  );
}

/**
 * The same on the spot, for a loop in virtual time. Promises cannot settle meanwhile: to wait for one is a deadlock.
 */
export function runUntilCompleteSync<A extends Awaitable<unknown>>(
  loop: VirtualTimeLoop,
  awaitable: A,
): AwaitedResult<A> {
  const target = new Target(loop, awaitable);
  let outcome: 'stopped' | 'stuck';
  try {
    outcome = loop.runForeverSync();
  } catch (error) {
    target.markRetrieved(); // not a CancelledError: only what ends a program leaves a loop
    throw error;
  } finally {
    target.release();
  }
  if (outcome === 'stuck')
    throw makeDeadlockError(loop, 'no promise can settle while virtual time runs on the spot');
  return target.result() as AwaitedResult<A>;
}

/** The future that the loop runs for. */
class Target {
  readonly future: Future<unknown>;
  readonly #isNewTask: boolean;

  constructor(loop: EventLoop, awaitable: Awaitable<unknown>) {
    loop._checkIdle(); // before a task is made that the other run would start
    this.#isNewTask = !(awaitable instanceof Future);
    this.future = ensureFuture(awaitable, { loop });
    this.future.addDoneCallback(stopLoop);
  }

  /** A task that only this run knows of: its error is the one that is on its way already. */
  markRetrieved(): void {
    if (this.#isNewTask) this.future._markRetrieved();
  }

  release(): void {
    this.future.removeDoneCallback(stopLoop);
  }

  result(): unknown {
    if (!this.future.done()) throw new RuntimeError('Event loop stopped before Future completed.');
    return this.future.result();
  }
}

function stopLoop(future: Future<unknown>): void {
  // A fatal error has stopped the loop already; stopping again would end the loop's next run.
  if (!future.cancelled() && isFatal(future.exception())) return;
  future.getLoop().stop();
}
