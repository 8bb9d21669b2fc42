import { coroutine, type Coroutine, sleep } from 'asyncio-ts';

interface Size {
  n: number;
  per: number;
  style: string;
  depth: number;
}

function* asGenerator(depth: number, per: number): Coroutine<number> {
  if (depth > 1) return 1 + (yield* asGenerator(depth - 1, per));
  for (let i = 0; i < per; i++) yield* sleep(0);
  return per;
}

// The inner function has no name: it must call the outer one.
const asCoroutine = coroutine(function* (depth: number, per: number): Coroutine<number> {
  if (depth > 1) return 1 + (yield* asCoroutine(depth - 1, per));
  for (let i = 0; i < per; i++) yield* sleep(0);
  return per;
});

export function* work({ n, per, style, depth }: Size) {
  const nested = style === 'coroutine' ? asCoroutine : asGenerator;
  let sum = 0;
  for (let i = 0; i < n; i += per) sum += yield* nested(depth, per);
  return sum;
}
