/** How a future that is done has ended. */
import type { Future } from '@asyncio-ts/tasks';

/** A value, or an error; JavaScript can throw `undefined`, so the error's being there is no sign of failure. */
export type Outcome<T> =
  { readonly failed: false; readonly value: T } | { readonly failed: true; readonly error: unknown };

/** The outcome of a future that is done. It counts as retrieved; a cancelled one failed with its `CancelledError`. */
export function outcomeOf<T>(future: Future<T>): Outcome<T> {
  try {
    return { failed: false, value: future.result() };
  } catch (error) {
    return { failed: true, error }; // CancelledError: not thrown at this task, but what the future ended with
  }
}

/** The error of a future that has failed or was cancelled. It counts as retrieved. */
export function errorOf(future: Future<unknown>): unknown {
  return (outcomeOf(future) as Extract<Outcome<unknown>, { failed: true }>).error;
}

/** Nobody will look at it any more, and its error, if it has one, is not to be reported. */
export function markRetrieved(future: Future<unknown>): void {
  if (!future.cancelled()) future.exception();
}

/** Lets `to` end as `from` did, which is done and was not cancelled. */
export function copyOutcome<T>(from: Future<T>, to: Future<T>): void {
  const outcome = outcomeOf(from);
  if (outcome.failed) to.setException(outcome.error);
  else to.setResult(outcome.value);
}
