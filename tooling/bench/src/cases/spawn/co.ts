import co from 'co';

const settled = Promise.resolve();

function* child(i: number) {
  yield settled;
  return i;
}

export function* work({ n, live }: { n: number; live: string }): Generator<unknown, number, number> {
  const together = live === 'one' ? 1 : n;
  let sum = 0;
  for (let i = 0; i < n;) {
    const promises: Promise<number>[] = [];
    for (; promises.length < together; i++) promises.push(co(child(i)));
    for (const promise of promises) sum += yield promise;
  }
  return sum;
}
