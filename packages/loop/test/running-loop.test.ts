import { EventLoop, getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('getRunningLoop', () => {
  it('throws when no loop is under way', () => {
    makeLoop();
    expect(() => getRunningLoop()).toThrow(
      expect.objectContaining({
        name: 'RuntimeError',
        message: 'no running event loop\n  Call this from a coroutine that run() drives, or pass the loop',
      }),
    );
  });

  it('is the loop of the callback that runs, also where one loop runs inside a callback of another', () => {
    const [outer, inner] = [makeLoop(), makeLoop()];
    const seen: EventLoop[] = [];
    inner.callSoon(() => seen.push(getRunningLoop()));
    outer.callSoon(() => {
      seen.push(getRunningLoop());
      inner.advance();
      seen.push(getRunningLoop());
    });
    outer.advance();
    expect(seen).toEqual([outer, inner, outer]);
    expect(() => getRunningLoop()).toThrow('no running event loop');
  });

  it('throws outside of callbacks when several loops are under way, and says how many', async () => {
    const loops = [new EventLoop(), new VirtualTimeLoop()];
    const done = loops.map((loop) => loop.runForever());
    await Promise.resolve();
    expect(() => getRunningLoop()).toThrow(
      'no running event loop\n  2 loops are under way and none of them is running this code; pass the loop',
    );
    for (const loop of loops) loop.stop();
    await Promise.all(done);
    for (const loop of loops) loop.close();
  });
});
