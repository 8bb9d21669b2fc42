export async function work() {
  const begin = performance.now();
  const { run, until } = await import('effection');
  const checked = await run(function* () {
    yield* until(Promise.resolve());
    return 42;
  });
  return { value: performance.now() - begin, checked };
}
