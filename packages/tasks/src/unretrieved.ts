/**
 * Errors that nobody looks at go to the loop's exception handler, with CPython's first line. Nothing is registered
 * before a future fails, so that success costs nothing.
 *
 * CPython 3.13 does this in `Lib/asyncio/futures.py`, `Future.__del__`.
 */
import type { Context } from '@asyncio-ts/contextvars';
import { describe } from '@asyncio-ts/loop/internal';

import type { Future } from './future.js';
import { loopState } from './loop-state.js';
import { isLoss, type Loss, watch } from './losses.js';

/** `future` has failed with `exception`. */
export function watchError(future: Future<unknown>, exception: unknown): Loss {
  const loop = future.getLoop();
  const text = describe(future);
  const message = `${future.constructor.name} exception was never retrieved`;
  const reference = new WeakRef<object>(future);
  const context = (future as { getContext?: () => Context }).getContext?.(); // a task's: the handler runs in it
  const loss = watch(future, loopState(loop).losses, () => {
    const likeness = { toString: () => text, getContext: () => context };
    loop.callExceptionHandler({ message, exception, future: reference.deref() ?? likeness });
  });
  if (unread.length === 0) queueMicrotask(readStacks);
  unread.push({ loss, exception });
  return loss;
}

/** The errors of this moment. Most are retrieved in the next turn, and cost no more than this entry. */
const unread: { readonly loss: Loss; readonly exception: unknown }[] = [];

/**
 * V8 keeps everything that was running in an error until its stack is read: the task, too, which would then never be
 * collected, for the watch holds its error.
 */
function readStacks(): void {
  for (const { loss, exception } of unread.splice(0)) {
    try {
      if (isLoss(loss)) readStack(exception, new Set());
    } catch {
      // CancelledError: nothing is awaited here. An error whose own properties throw is none of our business.
    }
  }
}

function readStack(error: unknown, read: Set<unknown>): void {
  if (!(error instanceof Error) || read.has(error)) return;
  read.add(error);
  String(error.stack);
  readStack(error.cause, read);
  if (error instanceof AggregateError) for (const part of error.errors) readStack(part, read);
}
