import { type Operation, scoped, spawn, type Task, until } from 'effection';

const settled = Promise.resolve();

export function* work({ n }: { n: number }) {
  let sum = 0;
  function* child(i: number): Operation<void> {
    yield* until(settled);
    sum += i;
  }
  yield* scoped(function* () {
    const tasks: Task<void>[] = [];
    for (let i = 0; i < n; i++) tasks.push(yield* spawn(() => child(i)));
    for (const task of tasks) yield* task;
  });
  return sum;
}
