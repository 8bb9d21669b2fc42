import { describe, expect, it } from 'vitest';

import { EventLoop, VirtualTimeLoop } from '../src/index.js';
import { watchers } from '../src/internal.js';

describe('a watcher', () => {
  it('is told of every loop that is made while it watches', () => {
    const told: EventLoop[] = [];
    const watch = (loop: EventLoop) => {
      told.push(loop);
    };
    watchers.add(watch);
    const made = [new EventLoop(), new VirtualTimeLoop()];
    watchers.delete(watch);
    made.push(new EventLoop());
    expect(told).toEqual(made.slice(0, 2));
    for (const loop of made) loop.close();
  });
});
