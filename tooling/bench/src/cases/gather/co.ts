const settled = Promise.resolve();

function* child(i: number) {
  yield settled;
  return i;
}

export function* work({ n }: { n: number }): Generator<unknown, number, number[]> {
  let sum = 0;
  for (const i of yield Array.from({ length: n }, (_, k) => child(k))) sum += i;
  return sum;
}
