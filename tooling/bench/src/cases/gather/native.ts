async function child(i: number): Promise<number> {
  await undefined;
  return i;
}

export async function work({ n }: { n: number }) {
  let sum = 0;
  for (const i of await Promise.all(Array.from({ length: n }, (_, k) => child(k)))) sum += i;
  return sum;
}
