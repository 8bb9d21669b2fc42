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
import { thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { cancelledByLoop } from '../src/errors.js';

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

describe('a CancelledError that the loop makes', () => {
  it('has no stack, for that would name nothing but the loop', () => {
    const limit = Error.stackTraceLimit;
    const error = cancelledByLoop('why');
    expect([error, error.stack, Error.stackTraceLimit]).toEqual([
      new CancelledError('why'),
      'CancelledError: why',
      limit,
    ]);
  });

  it('has one where stacks cannot be switched off', async () => {
    const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')!;
    Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
    vi.resetModules();
    try {
      const fresh = await import('../src/errors.js');
      expect(fresh.cancelledByLoop('why').stack).toMatch(/^CancelledError: why\n/);
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', before);
      vi.resetModules();
    }
  });
});
