import { RuntimeError } from '@asyncio-ts/contextvars';
import { KeyboardInterrupt, NotImplementedError, SystemExit } from '@asyncio-ts/loop';
import { isFatal } from '@asyncio-ts/loop/internal';
import { describe, expect, it } from 'vitest';

describe('the errors of the loop', () => {
  it('have names of their own, that survive minifying', () => {
    const errors = [new NotImplementedError('x'), new KeyboardInterrupt(), new SystemExit()];
    expect(errors.map(({ name }) => name)).toEqual([
      'NotImplementedError',
      'KeyboardInterrupt',
      'SystemExit',
    ]);
    for (const error of errors) expect(Object.hasOwn(error, 'name')).toBe(false);
    expect(errors[0]).toBeInstanceOf(RuntimeError);
  });

  it('carry an exit code', () => {
    expect([new SystemExit().code, new SystemExit(3).code, String(new SystemExit(3))]).toEqual([
      0,
      3,
      'SystemExit: exit code 3',
    ]);
  });

  it('end a program if they are KeyboardInterrupt or SystemExit', () => {
    const errors = [new KeyboardInterrupt(), new SystemExit(), new TypeError(), 'text', undefined];
    expect(errors.map(isFatal)).toEqual([true, true, false, false, false]);
  });
});
