import { Effect, Order, TxPriorityQueue } from 'effect';

import { firstRandoms } from '../../random.js';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    const queue = yield* TxPriorityQueue.empty<number>(Order.Number);
    for (const item of firstRandoms(n, 1_000_000)) yield* TxPriorityQueue.offer(queue, item);
    let inversions = 0;
    let sum = 0;
    for (let i = 0, last = 0; i < n; i++) {
      const item = yield* TxPriorityQueue.take(queue);
      if (item < last) inversions++;
      sum += last = item;
    }
    return { inversions, sum };
  });
