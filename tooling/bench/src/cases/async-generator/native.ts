async function* numbers(n: number, awaits: number): AsyncGenerator<number, void> {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < awaits; k++) await undefined;
    yield i;
  }
}

export async function work({ n, awaits }: { n: number; awaits: number }) {
  let sum = 0;
  for await (const i of numbers(n, awaits)) sum += i;
  return sum;
}
