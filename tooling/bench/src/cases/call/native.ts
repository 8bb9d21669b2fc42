// eslint-disable-next-line @typescript-eslint/require-await -- a call that awaits nothing is what is measured
async function call(i: number): Promise<number> {
  return i;
}

export async function work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await call(i);
  return sum;
}
