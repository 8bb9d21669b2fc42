export async function work() {
  const begin = performance.now();
  const { default: co } = await import('co');
  const checked = await co(function* () {
    yield Promise.resolve();
    return 42;
  });
  return { value: performance.now() - begin, checked };
}
