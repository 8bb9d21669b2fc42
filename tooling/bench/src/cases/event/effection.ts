import { type Operation, spawn, type Task, until, withResolvers } from 'effection';

export function* work({ n }: { n: number }) {
  const event = withResolvers<undefined>();
  let woken = 0;
  function* waiter(): Operation<void> {
    yield* event.operation;
    woken++;
  }
  const tasks: Task<void>[] = [];
  for (let i = 0; i < n; i++) tasks.push(yield* spawn(waiter));
  yield* until(Promise.resolve());
  const early = woken;
  event.resolve(undefined);
  for (const task of tasks) yield* task;
  return { early, woken };
}
