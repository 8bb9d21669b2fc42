function* call(i: number) {
  return i;
}

export function* work({ n }: { n: number }): Generator<unknown, number, number> {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield call(i);
  return sum;
}
