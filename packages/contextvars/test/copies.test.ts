import { ContextVar, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { announceCopies, type Copy, withdrawCopies } from '@asyncio-ts/contextvars/internal';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import manifest from '../package.json';

const name = '@asyncio-ts/contextvars';
const key = Symbol.for('asyncio-ts.copies');
/** Another version of this package, as it announces itself. */
let isRunning: boolean;
const other: Copy = { package: name, version: '99.1.0', isRunning: () => isRunning };

const announced = [other];

describe('a variable, beside another version of this package', () => {
  const variable = new ContextVar<number>('variable');

  beforeEach(() => {
    isRunning = true;
    announceCopies(announced);
  });

  afterEach(() => {
    withdrawCopies(announced);
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
    withdrawCopies(announced);
    const strangers = [{ ...other, package: 'another' }];
    announceCopies(strangers);
    variable.set(4);
    withdrawCopies(strangers);
    expect(variable.get()).toBe(4);
  });

  it('knows of nobody where the global object takes no list', () => {
    vi.spyOn(Reflect, 'defineProperty').mockReturnValue(false);
    const list = (globalThis as unknown as Record<symbol, unknown>)[key];
    Reflect.deleteProperty(globalThis, key);
    announceCopies(announced);
    variable.set(5);
    withdrawCopies(announced);
    vi.restoreAllMocks();
    expect(variable.get()).toBe(5);
    expect(list).toBeInstanceOf(Set);
  });
});
