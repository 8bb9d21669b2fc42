import type { Operation } from 'effection';

function* call(i: number): Operation<number> {
  return i;
}

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* call(i);
  return sum;
}
