import { describe as suite, expect, it } from 'vitest';

import { describe } from '../src/describe.js';

suite('how values read in messages', () => {
  it('is after their kind', () => {
    class Point {
      readonly x = 1;
    }
    class Shown {
      toString(): string {
        return '<Shown 1>';
      }
    }
    class Broken {
      toString(): string {
        throw new TypeError('no text');
      }
    }
    const bare: unknown = Object.create(null);
    const texts = [
      ['text', '"text"'],
      ['x'.repeat(70), `"${'x'.repeat(59)}…`],
      [Math.max, 'function max()'],
      [(() => () => {})(), 'function (anonymous)()'],
      [7n, '7n'],
      [7, '7'],
      [NaN, 'NaN'],
      [true, 'true'],
      [null, 'null'],
      [undefined, 'undefined'],
      [Symbol('s'), 'Symbol(s)'],
      [new RangeError('bad "value"'), 'RangeError("bad \\"value\\"")'],
      [[1, 'a', [2]], '[1, "a", [2]]'],
      [[1, 2, 3, 4], 'array of 4'],
      [{}, 'an object'],
      [bare, 'an object'],
      [new Point(), 'a Point'],
      [new Map(), 'a Map'],
      [new Uint16Array(3), 'Uint16Array of 6 bytes'],
      [new Shown(), '<Shown 1>'],
      [new Broken(), 'a Broken'],
      [{ toString: () => `<${'y'.repeat(70)}>` }, `<${'y'.repeat(70)}>`],
      [{ toString: 5 }, 'an object'],
    ] as const;
    expect(texts.map(([value]) => describe(value))).toEqual(texts.map(([, text]) => text));
  });

  it('is cut where a value contains itself', () => {
    const ring: unknown[] = [1];
    ring.push(ring);
    expect(describe(ring)).toBe('[1, …]');
    expect(describe([ring, ring])).toBe('[[1, …], [1, …]]');
    const self = { toString: (): string => `<Self ${describe(self)}>` };
    expect(describe(self)).toBe('<Self …>');
  });
});
