import { asyncFor, asyncGenerator, emit, type Emits, sleep } from 'asyncio-ts';

const numbers = asyncGenerator(function* numbers(n: number, awaits: number): Emits<number> {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < awaits; k++) yield* sleep(0);
    yield* emit(i);
  }
});

export function* work({ n, awaits }: { n: number; awaits: number }) {
  let sum = 0;
  yield* asyncFor(numbers(n, awaits), function* (i) {
    sum += i;
  });
  return sum;
}
