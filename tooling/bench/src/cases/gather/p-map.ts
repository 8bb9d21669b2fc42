import pMap from 'p-map';

async function child(i: number): Promise<number> {
  await undefined;
  return i;
}

export async function work({ n }: { n: number }) {
  let sum = 0;
  const numbers = Array.from({ length: n }, (_, k) => k);
  for (const i of await pMap(numbers, child, { concurrency: Infinity })) sum += i;
  return sum;
}
