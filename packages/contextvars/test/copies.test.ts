import { ContextVar, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { announceCopy, type Copy } from '@asyncio-ts/contextvars/internal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import manifest from '../package.json';

const name = '@asyncio-ts/contextvars';
const list = globalThis as unknown as Record<symbol, Set<Copy>>;

/** Another version of this package, as it announces itself. */
let isRunning: boolean;
const other: Copy = { package: name, version: '99.1.0', isRunning: () => isRunning };

describe('a variable, beside another version of this package', () => {
  const variable = new ContextVar<number>('variable');

  beforeEach(() => {
    isRunning = true;
    announceCopy(other);
  });

  afterEach(() => {
    list[Symbol.for('asyncio-ts.copies')]!.delete(other);
  });

  it('is not set in what the other one runs', () => {
    expect(() => variable.set(1)).toThrow(RuntimeError);
    expect(() => variable.set(1)).toThrow(`two copies of ${name} meet: ${manifest.version} and 99.1.0\n`);
    expect(variable.get(0)).toBe(0);
  });

  it('is set in a context of its own, and where the other one runs nothing', () => {
    copyContext().run(() => variable.set(2));
    isRunning = false;
    variable.set(3);
    expect(variable.get()).toBe(3);
  });

  it('minds no copies of other packages', () => {
    const stranger: Copy = { ...other, package: 'another' };
    isRunning = false;
    announceCopy(stranger);
    isRunning = true;
    list[Symbol.for('asyncio-ts.copies')]!.delete(other);
    variable.set(4);
    list[Symbol.for('asyncio-ts.copies')]!.delete(stranger);
    expect(variable.get()).toBe(4);
  });
});
