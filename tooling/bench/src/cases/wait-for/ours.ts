import { type Coroutine, sleep, waitFor } from 'asyncio-ts';

function* child(i: number): Coroutine<number> {
  yield* sleep(0);
  return i;
}

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* waitFor(child(i), 10);
  return sum;
}
