import { ExceptionGroup } from '@asyncio-ts/structured';
import { CancelledError, TimeoutError } from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import { makeError } from '../src/errors.js';
import { show, showTime } from '../src/show.js';

describe('show', () => {
  it('prints values as JSON-like text', () => {
    expect(show([undefined, null, true, 1, 0.5, 'bare', []])).toBe('[null, null, true, 1, 0.5, bare, []]');
  });

  it("prints the program's own errors with their message and others without", () => {
    expect(show(makeError('AppError', 'why'))).toBe('AppError(why)');
    expect(show(new TimeoutError('why'))).toBe('TimeoutError');
    expect(show(new CancelledError())).toBe('CancelledError()');
    expect(show(new ExceptionGroup('two', [new CancelledError('x'), makeError('NetError', 'y')]))).toBe(
      'ExceptionGroup[CancelledError(x), NetError(y)]',
    );
  });
});

describe('showTime', () => {
  it('rounds to the even digit where Python does', () => {
    expect([0, 1.25, 0.0625, 0.1875, 64.3125, 1 / 3].map(showTime)).toEqual([
      '0.000',
      '1.250',
      '0.062',
      '0.188',
      '64.312',
      '0.333',
    ]);
  });
});
