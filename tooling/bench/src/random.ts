/** The random numbers of all subjects: Park and Miller's generator, so that each gets the same ones. */
export function* randomNumbers(): Generator<number, never> {
  for (let state = 1; ;) {
    state = (state * 16_807) % 2_147_483_647;
    yield state;
  }
}

/** The first `count` of them, each from 0 to `below` - 1. */
export function firstRandoms(count: number, below: number): number[] {
  const numbers = randomNumbers();
  return Array.from({ length: count }, () => numbers.next().value % below);
}
