import { expect, it } from 'vitest';

import { twoAtATime } from '../src/two-at-a-time.js';

it('two are at work at a time, begun in their order', async () => {
  const begun: number[] = [];
  let underWay = 0;
  let most = 0;
  await twoAtATime([1, 2, 3, 4, 5], async (item) => {
    begun.push(item);
    most = Math.max(most, ++underWay);
    await Promise.resolve();
    underWay--;
  });
  expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2]);
});
