import { describe, expect, it } from 'vitest';

import { ReadyQueue, type Runnable } from '../src/ready-queue.js';

function item(name: number): Runnable {
  return { _run() {}, toString: () => String(name) };
}

describe('the ready queue', () => {
  it('gives back what was pushed, first in, first out', () => {
    const queue = new ReadyQueue();
    const [a, b] = [item(1), item(2)];
    queue.push(a);
    queue.push(b);
    expect([queue.size, queue.shift(), queue.shift(), queue.shift(), queue.size]).toEqual([
      2,
      a,
      b,
      undefined,
      0,
    ]);
  });

  it('keeps the order when it grows while its ends are anywhere in the ring', () => {
    for (let offset = 0; offset < 130; offset += 13) {
      const queue = new ReadyQueue();
      for (let i = 0; i < offset; i++) {
        queue.push(item(-1));
        queue.shift();
      }
      const items = Array.from({ length: 300 }, (_, i) => item(i));
      for (const each of items) queue.push(each);
      expect(items.map(() => queue.shift())).toEqual(items);
    }
  });

  it('is empty after clear, and usable', () => {
    const queue = new ReadyQueue();
    for (let i = 0; i < 100; i++) queue.push(item(i));
    queue.clear();
    expect([queue.size, queue.shift()]).toEqual([0, undefined]);
    const next = item(7);
    queue.push(next);
    expect(queue.shift()).toBe(next);
  });
});
