async function child(i: number): Promise<number> {
  await undefined;
  return i;
}

export async function work({ n, live }: { n: number; live: string }) {
  const together = live === 'one' ? 1 : n;
  let sum = 0;
  for (let i = 0; i < n;) {
    const promises: Promise<number>[] = [];
    for (; promises.length < together; i++) promises.push(child(i));
    for (const promise of promises) sum += await promise;
  }
  return sum;
}
