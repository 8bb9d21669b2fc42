export async function work() {
  const begin = performance.now();
  async function main(): Promise<number> {
    await undefined;
    return 42;
  }
  const checked = await main();
  return { value: performance.now() - begin, checked };
}
