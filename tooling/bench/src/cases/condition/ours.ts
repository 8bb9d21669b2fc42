import { Condition, type Coroutine, createTask } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  const condition = new Condition();
  let turn = 0;
  function* player(me: number): Coroutine<void> {
    yield* condition.acquire();
    try {
      for (let i = 0; i < n / 2; i++) {
        while (turn % 2 !== me) yield* condition.wait();
        turn++;
        condition.notify();
      }
    } finally {
      condition.release();
    }
  }
  const players = [createTask(player(0)), createTask(player(1))];
  for (const task of players) yield* task;
  return turn;
}
