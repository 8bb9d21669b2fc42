import type { Coroutine } from 'asyncio-ts';

export async function work() {
  const begin = performance.now();
  const { run, sleep } = await import('asyncio-ts');
  function* main(): Coroutine<number> {
    yield* sleep(0);
    return 42;
  }
  const checked = await run(main());
  return { value: performance.now() - begin, checked };
}
