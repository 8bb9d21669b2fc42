import { describe, expect, it } from 'vitest';

import { isLess } from '../src/less-than.js';

/** Each is less than the next. CPython 3.13 says so, too, with tuples for arrays. */
const ascending: [what: string, values: unknown[]][] = [
  ['numbers, bigints and booleans', [-Infinity, -1, false, 0.5, 1n, 2, 2n ** 70n, Infinity]],
  [
    'strings, by code points',
    ['', 'A', 'a', 'ab', 'b', '\u00e9', '\uff01', '\u{1f600}', '\u{1f600}!', '\u{1f601}'],
  ],
  [
    'halves of characters, each as a code point of its own',
    ['\ud800', '\ud800\uffff', '\ud800\u{10000}', '\udfff', '\ue000', '\uffff', '\u{10000}', '\u{103ff}'],
  ],
  ['dates', [new Date(-1), new Date(0), new Date(86_400_000)]],
  ['arrays', [[], [1], [1, 'a'], [1, 'b'], [1.5], [2, null]]],
  ['nested arrays', [[[3]], [[3], 0], [[3], 1], [[3, 1]], [[3, 2]], [[4]]]],
];

describe('isLess', () => {
  it.each(ascending)('orders %s', (_what, values) => {
    for (const [i, a] of values.entries()) {
      for (const [j, b] of values.entries()) expect([a, b, isLess(a, b)]).toEqual([a, b, i < j]);
    }
  });

  it('takes equal numbers of different kinds as equal', () => {
    expect([isLess(1, 1n), isLess(1n, 1), isLess(true, 1), isLess(0, -0), isLess(-0, 0)]).toEqual(
      Array(5).fill(false),
    );
    expect(isLess([1, 'a'], [1n, 'b'])).toBe(true);
    expect(isLess([0, 1], [-0, 2])).toBe(true);
  });

  it('takes equal dates as equal', () => {
    expect(isLess([new Date(7), 1], [new Date(7), 2])).toBe(true);
    expect(isLess([new Date(7), 2], [new Date(8), 1])).toBe(true);
  });

  it('takes NaN as less than nothing, and nothing as less than NaN', () => {
    expect([isLess(NaN, 1), isLess(1, NaN), isLess(NaN, NaN)]).toEqual([false, false, false]);
  });

  it('goes past elements that are the same, whatever they are', () => {
    const shared = { any: 'object' };
    expect(isLess([shared, null, 1], [shared, null, 2])).toBe(true);
    expect(isLess([[shared], undefined], [[shared], undefined])).toBe(false);
  });

  it.each([
    [{}, {}, "'Object' and 'Object': an object and an object"],
    [1, '1', `'number' and 'string': 1 and "1"`],
    [null, 1, "'null' and 'number': null and 1"],
    [undefined, undefined, "'undefined' and 'undefined': undefined and undefined"],
    [[1], 1, "'Array' and 'number': [1] and 1"],
    [[1, {}], [1, 2], "'Object' and 'number': an object and 2"],
    [[[1], {}], [[1], [1]], "'Object' and 'Array': an object and [1]"],
    [[1, 2], ['1', 3], `'number' and 'string': 1 and "1"`],
    [[new Date(0), 2], [0, 3], "'Date' and 'number'"],
    [[['a'], 2], ['a', 3], `'Array' and 'string': ["a"] and "a"`],
    [Object.create(null), 1, "'object' and 'number': an object and 1"],
    [new Date(0), 0, "'Date' and 'number'"],
    [() => 1, 1, "'function' and 'number': function (anonymous)() and 1"],
    [Symbol('a'), Symbol('b'), "'symbol' and 'symbol': Symbol(a) and Symbol(b)"],
  ])('refuses %o and %o', (a, b, message) => {
    expect(() => isLess(a, b)).toThrow(TypeError);
    expect(() => isLess(a, b)).toThrow(`'<' not supported between instances of ${message}`);
  });
});
