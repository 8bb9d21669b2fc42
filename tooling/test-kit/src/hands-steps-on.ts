/**
 * Does `yield*` hand on the very step that it was given, as the specification says? JavaScriptCore, the engine of Bun and
 * Safari, makes a new one. Tasks run all the same there, but they cannot name the calls between their coroutine and what
 * it is suspended in, and the last chain of calls that was suspended is kept until the next one.
 */
export const handsStepsOn: boolean = askEngine();

function askEngine(): boolean {
  const step = { done: false, value: undefined };
  const inner: Iterable<undefined> = { [Symbol.iterator]: () => ({ next: () => step }) };
  function* outer(): Generator<undefined> {
    yield* inner;
  }
  return outer().next() === step;
}
