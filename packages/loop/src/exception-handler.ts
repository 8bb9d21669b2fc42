/** Errors that no task will ever see: they go to the loop's exception handler. */
import type { Context } from '@asyncio-ts/contextvars';

import { describe } from './describe.js';
import { isFatal } from './errors.js';
import type { EventLoop } from './event-loop.js';

/**
 * What went wrong, for an exception handler. `message` is always there; the rest as far as it is known.
 * Packages above add keys of their own.
 *
 * @see CPython 3.13 `Lib/asyncio/base_events.py`, `BaseEventLoop.call_exception_handler`
 */
export interface ExceptionContext {
  /** What happened, in one line. */
  readonly message: string;
  /** What was thrown, whatever its type. */
  readonly exception?: unknown;
  /** The future it belongs to, if it is one's. */
  readonly future?: object;
  /** The task it belongs to, if it is one's. */
  readonly task?: object;
  /** The handle whose callback threw it, if one did. */
  readonly handle?: object;
  readonly [key: string]: unknown;
}

/** Gets each error that nobody else will see. */
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;

/** Prints the message, what is known about it, and the error with its stack, to `console.error`. */
export function printException(context: ExceptionContext): void {
  const known = Object.keys(context)
    .filter((key) => key !== 'message' && key !== 'exception')
    .sort()
    .map((key) => `${key}: ${describe(context[key])}`);
  const text = [context.message, ...known].join('\n');
  if ('exception' in context) console.error(text, context.exception);
  else console.error(text);
}

/** Gives `context` to the handler, and never lets the handler's own failure stop the loop. */
export function handleException(
  loop: EventLoop,
  handler: ExceptionHandler | undefined,
  context: ExceptionContext,
): void {
  try {
    if (handler === undefined) loop.defaultExceptionHandler(context);
    else
      runInContext(context, () => {
        handler(loop, context);
      });
  } catch (error) {
    if (isFatal(error)) throw error;
    // CancelledError included: it was thrown by a handler that no task awaits.
    reportBrokenHandler(loop, handler, error, context);
  }
}

function reportBrokenHandler(
  loop: EventLoop,
  handler: unknown,
  error: unknown,
  context: ExceptionContext,
): void {
  if (handler === undefined) {
    console.error('Exception in default exception handler', error);
    return;
  }
  try {
    loop.defaultExceptionHandler({
      message: 'Unhandled error in exception handler',
      exception: error,
      context,
    });
  } catch (second) {
    if (isFatal(second)) throw second;
    // CancelledError included, for the same reason.
    const occasion = 'while handling an unexpected error in custom exception handler';
    console.error(`Exception in default exception handler ${occasion}`, second);
  }
}

/** The handler sees the context variables of the task, future or handle that failed. */
function runInContext(context: ExceptionContext, call: () => void): void {
  const thing = (context.task ?? context.future ?? context.handle) as
    { getContext?: () => Context } | undefined;
  const variables = thing?.getContext?.();
  // The failing callback may be running right now, in this very context: then we are in it already.
  if (variables === undefined || variables._entered) call();
  else variables.run(call);
}
