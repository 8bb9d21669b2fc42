import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

const { Bun } = globalThis as { Bun?: { gc(synchronously: boolean): void } };
if (Bun === undefined) setFlagsFromString('--expose-gc');
const gc = Bun ? () => Bun.gc(true) : (runInNewContext('gc') as () => void);

/** Whether the object that `make` returns is collected when nobody else holds it. */
async function isCollected(make: () => object): Promise<boolean> {
  const ref = new WeakRef(make());
  await setImmediate(); // a WeakRef holds its object until the host's task in which it was made is over
  gc();
  return ref.deref() === undefined;
}

const variable = new ContextVar<object>('v');

describe('nothing holds on to', () => {
  it('a context that was run, nor to its values', async () => {
    const run = (): [object, object] => {
      const context = copyContext();
      const value = {};
      context.run(() => {
        variable.set(value);
        variable.get();
      });
      return [context, value];
    };
    expect(await isCollected(() => run()[0])).toBe(true);
    expect(await isCollected(() => run()[1])).toBe(true);
  });

  it('a value that was set and reset', async () => {
    expect(
      await isCollected(() => {
        const value = {};
        variable.reset(variable.set(value));
        return value;
      }),
    ).toBe(true);
  });

  it('the context of a used token, though the token is kept', async () => {
    const tokens: object[] = [];
    expect(
      await isCollected(() => {
        const context = copyContext();
        context.run(() => {
          const token = variable.set({});
          variable.reset(token);
          tokens.push(token);
        });
        return context;
      }),
    ).toBe(true);
    expect(tokens).toHaveLength(1);
  });

  it('a variable that was never set', async () => {
    expect(await isCollected(() => new ContextVar('unused'))).toBe(true);
  });
});
