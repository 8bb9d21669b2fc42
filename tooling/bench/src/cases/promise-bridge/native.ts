async function child(i: number): Promise<number> {
  await undefined;
  return i;
}

async function sumOf(promises: readonly PromiseLike<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return sum;
}

export async function work({ n, direction }: { n: number; direction: string }) {
  if (direction === 'out') return await sumOf(Array.from({ length: n }, (_, i) => child(i)));
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await Promise.resolve(i);
  return sum;
}
