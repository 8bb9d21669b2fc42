import { type Operation, spawn, until } from 'effection';

/** There is nothing that gives a turn alone: a promise that is settled already comes nearest. */
const settled = Promise.resolve();

export function* work({ n, tasks }: { n: number; tasks: number }) {
  let sum = 0;
  let last = -1;
  function* spin(me: number): Operation<void> {
    for (let i = 0; i < n / tasks; i++) {
      yield* until(settled);
      sum += me;
      last = me;
    }
  }
  const all = [];
  for (let me = 0; me < tasks; me++) all.push(yield* spawn(() => spin(me)));
  for (const task of all) yield* task;
  return { sum, last };
}
