import { RuntimeError } from '@asyncio-ts/contextvars';
import { KeyboardInterrupt, SystemExit } from '@asyncio-ts/loop';
import {
  CancelledError,
  DeadlockError,
  GeneratorExit,
  InvalidStateError,
  rethrowIfCancelled,
  TimeoutError,
} from '@asyncio-ts/tasks';
import { makeLoop, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { cancelledError } from '../src/errors.js';

describe('the errors of tasks', () => {
  it('have Python’s names, that survive minifying', () => {
    const classes = { CancelledError, DeadlockError, GeneratorExit, InvalidStateError, TimeoutError };
    for (const [name, Class] of Object.entries(classes)) {
      const error = new Class('why');
      expect([error.name, error.message, error instanceof Error]).toEqual([name, 'why', true]);
      expect(Object.hasOwn(error, 'name')).toBe(false);
    }
    expect(new DeadlockError()).toBeInstanceOf(RuntimeError);
  });
});

describe('rethrowIfCancelled', () => {
  it('rethrows what no catch should keep, and nothing else', () => {
    for (const error of [
      new CancelledError(),
      new GeneratorExit(),
      new KeyboardInterrupt(),
      new SystemExit(),
    ]) {
      expect(
        thrownBy(() => {
          rethrowIfCancelled(error);
        }),
      ).toBe(error);
    }
    for (const other of [new TypeError(), new TimeoutError(), undefined, 'text']) rethrowIfCancelled(other);
  });
});

describe('the CancelledError of a cancellation', () => {
  it('has a stack in debug mode only', () => {
    const loop = makeLoop();
    const limit = Error.stackTraceLimit;
    const error = cancelledError(loop, 'why');
    expect([error, error.stack, Error.stackTraceLimit]).toEqual([
      new CancelledError('why'),
      'CancelledError: why',
      limit,
    ]);
    expect(() => cancelledError(loop, Symbol('no text') as never)).toThrow(TypeError);
    expect(Error.stackTraceLimit).toBe(limit);
    loop.setDebug(true);
    expect(cancelledError(loop, 'why').stack).toMatch(/^CancelledError: why\n/);
    loop.close();
  });

  it('has one where stacks cannot be switched off', async () => {
    const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')!;
    Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
    vi.resetModules();
    try {
      const fresh = await import('../src/errors.js');
      expect(fresh.cancelledError(makeLoop(), 'why').stack).toMatch(/^CancelledError: why\n/);
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', before);
      vi.resetModules();
    }
  });
});
