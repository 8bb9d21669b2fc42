export async function work() {
  const begin = performance.now();
  const { Effect } = await import('effect');
  const main = Effect.gen(function* () {
    yield* Effect.yieldNow;
    return 42;
  });
  const checked = await Effect.runPromise(main);
  return { value: performance.now() - begin, checked };
}
