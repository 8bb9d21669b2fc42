import { type Operation, spawn, type Task, until } from 'effection';

const settled = Promise.resolve();

function* child(i: number): Operation<number> {
  yield* until(settled);
  return i;
}

export function* work({ n, live }: { n: number; live: string }) {
  const together = live === 'one' ? 1 : n;
  let sum = 0;
  for (let i = 0; i < n;) {
    const tasks: Task<number>[] = [];
    for (; tasks.length < together; i++) {
      const number = i;
      tasks.push(yield* spawn(() => child(number)));
    }
    for (const task of tasks) sum += yield* task;
  }
  return sum;
}
