import { Condition } from '../../natives/condition.js';

export async function work({ n }: { n: number }) {
  const condition = new Condition();
  let turn = 0;
  async function player(me: number): Promise<void> {
    const wait = condition.lock.acquire();
    if (wait) await wait;
    try {
      for (let i = 0; i < n / 2; i++) {
        while (turn % 2 !== me) await condition.wait();
        turn++;
        condition.notify();
      }
    } finally {
      condition.lock.release();
    }
  }
  await Promise.all([player(0), player(1)]);
  return turn;
}
