import { sleep, timeout } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    yield* timeout(10, function* () {
      yield* sleep(0);
      sum += i;
    });
  }
  return sum;
}
