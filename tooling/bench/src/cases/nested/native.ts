async function nested(depth: number, per: number): Promise<number> {
  if (depth > 1) return 1 + (await nested(depth - 1, per));
  for (let i = 0; i < per; i++) await undefined;
  return per;
}

export async function work({ n, per, depth }: { n: number; per: number; depth: number }) {
  let sum = 0;
  for (let i = 0; i < n; i += per) sum += await nested(depth, per);
  return sum;
}
