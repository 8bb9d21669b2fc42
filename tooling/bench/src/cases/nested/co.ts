const settled = Promise.resolve();

function* nested(depth: number, per: number): Generator<unknown, number, number> {
  if (depth > 1) return 1 + (yield nested(depth - 1, per));
  for (let i = 0; i < per; i++) yield settled;
  return per;
}

export function* work({ n, per, depth }: { n: number; per: number; depth: number }) {
  let sum = 0;
  for (let i = 0; i < n; i += per) sum += (yield nested(depth, per)) as number;
  return sum;
}
