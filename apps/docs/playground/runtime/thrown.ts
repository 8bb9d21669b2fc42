/** What an `error` event of the worker tells of. */

/** What was thrown: some hosts leave it away, and have only the message, which the event of `throw undefined` has as well. */
export function thrownIn({
  error,
  message,
}: {
  readonly error?: unknown;
  readonly message: string;
}): unknown {
  return error ?? (/\b(?:undefined|null)$/.test(message) ? error : message);
}
