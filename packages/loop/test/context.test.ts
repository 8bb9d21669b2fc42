import { Context, ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('the context of a callback', () => {
  it('is a copy of the caller’s, taken when the callback is queued', () => {
    const loop = makeLoop();
    const variable = new ContextVar('variable', { default: 0 });
    const seen: number[] = [];
    copyContext().run(() => {
      variable.set(1);
      loop.callSoon(() => {
        seen.push(variable.get());
        variable.set(10);
      });
      loop.callLater(0, () => seen.push(variable.get()));
      variable.set(2);
      loop.advance();
      seen.push(variable.get());
    });
    expect(seen).toEqual([1, 1, 2]);
  });

  it('is the one that was given, itself', () => {
    const loop = makeLoop();
    const variable = new ContextVar('variable', { default: 0 });
    const context = new Context();
    const handle = loop.callSoon(() => variable.set(1), { context });
    loop.callLater(1, () => variable.set(variable.get() + 1), { context });
    loop.advance(1);
    expect([handle.getContext(), context.get(variable), variable.get()]).toEqual([context, 2, 0]);
  });
});
