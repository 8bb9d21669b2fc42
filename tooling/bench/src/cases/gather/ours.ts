import { type Coroutine, gather, sleep } from 'asyncio-ts';

function* child(i: number): Coroutine<number> {
  yield* sleep(0);
  return i;
}

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (const i of yield* gather(Array.from({ length: n }, (_, k) => child(k)))) sum += i;
  return sum;
}
