/**
 * What CPython 3.13's `Lib/test/test_context.py` pins down of the persistent map behind contexts, in our words. Not
 * here: keys with equal hashes, and with hashes and comparisons that throw, for a variable's number is its own; kinds of
 * nodes, which hamt.test.ts looks at in our map; and the collection of cycles through types of C.
 */
import { Context, ContextVar } from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

import { EMPTY, entriesOf, type Key, lookup, MISSING, type Node, update } from '../src/hamt.js';

/** A map of these entries, put in one after the other. */
const mapOf = (...entries: [Key, unknown][]): Node =>
  entries.reduce((map, [key, value]) => update(map, key, value), EMPTY);

const byNumber = ([a]: [Key, unknown], [b]: [Key, unknown]): number => a._number - b._number;
const sorted = (map: Node): [Key, unknown][] => [...entriesOf(map)].sort(byNumber);

// The numbers of the second and the third key agree in their lowest bits: they lie deeper in the tree.
const keys = [100, 201001, 101001, 103, 104, 110].map((_number) => ({ _number }));
const entries = keys.map((key, i): [Key, unknown] => [key, `value ${i}`]);

describe('update', () => {
  it('makes a new map, and leaves the old one as it is [test_context.HamtTest.test_hamt_basics_2]', () => {
    const [a, b] = [{ _number: 0 }, { _number: 32 }];
    const one = update(EMPTY, a, 'a');
    const two = update(one, b, 10);
    expect([EMPTY.size, one.size, two.size]).toEqual([0, 1, 2]);
    expect([EMPTY, one, two].map((map) => [lookup(map, a), lookup(map, b)])).toEqual([
      [MISSING, MISSING],
      ['a', MISSING],
      ['a', 10],
    ]);
  });

  it('with the very value that is there gives the same map [test_context.HamtTest.test_hamt_basics_3]', () => {
    const [key, value] = [{ _number: 1 }, {}];
    const map = update(EMPTY, key, value);
    expect(update(map, key, value)).toBe(map);
  });

  it('with an equal value that is another object makes a new map [test_context.HamtTest.test_hamt_basics_4]', () => {
    const key = { _number: 1 };
    const one = update(EMPTY, key, []);
    const other = update(one, key, []);
    expect(other).not.toBe(one);
    expect([one.size, other.size]).toEqual([1, 1]);
    expect(lookup(one, key)).not.toBe(lookup(other, key));
  });

  it('agrees with an ordinary map while 7,000 keys come and go, and so does what was kept from the middle [test_context.HamtTest.test_hamt_stress]', () => {
    const COUNT = 7000;
    const all = Array.from({ length: COUNT }, (_, i) => ({ _number: Math.imul(i, 0x9e3779b1) >>> 0 }));
    const isSame = (map: Node, model: ReadonlyMap<Key, number>): boolean => {
      const found = [...entriesOf(map)];
      return found.length === model.size && found.every(([key, value]) => model.get(key) === value);
    };
    const model = new Map<Key, number>();
    let map = EMPTY;
    let agree = true;
    for (const [i, key] of all.entries()) {
      map = update(map, key, i);
      model.set(key, i);
      agree &&= map.size === model.size && (i % 647 !== 0 || isSame(map, model));
    }
    expect([agree, map.size, all.every((key, i) => lookup(map, key) === i)]).toEqual([true, COUNT, true]);

    const shuffled = all.map((_, i) => all[(i * 2659) % COUNT]!); // 2659 and 7000 have no factor in common
    let [middle, modelOfMiddle] = [map, new Map(model)];
    for (const [i, key] of shuffled.entries()) {
      map = update(map, key, MISSING);
      model.delete(key);
      agree &&=
        map.size === model.size && lookup(map, key) === MISSING && (i % 647 !== 0 || isSame(map, model));
      if (i === COUNT / 2) [middle, modelOfMiddle] = [map, new Map(model)];
    }
    expect([agree, map === EMPTY]).toEqual([true, true]);

    expect([middle.size, isSame(middle, modelOfMiddle)]).toEqual([COUNT / 2 - 1, true]);
    for (const key of shuffled) {
      middle = update(middle, key, MISSING);
      modelOfMiddle.delete(key);
      agree &&= middle.size === modelOfMiddle.size && lookup(middle, key) === MISSING;
    }
    expect([agree, middle === EMPTY, [...entriesOf(middle)]]).toEqual([true, true, []]);
  });
});

describe('iterating', () => {
  it('gives every key with its value, once [test_context.HamtTest.test_hamt_items_1]', () => {
    const map = mapOf(...entries);
    expect(map.size).toBe(6);
    expect(sorted(map)).toEqual([...entries].sort(byNumber));
  });

  it('over the keys of a context, by keys() or the context itself, gives every one once [test_context.HamtTest.test_hamt_keys_1]', () => {
    const variables = Array.from({ length: 40 }, (_, i) => new ContextVar<number>(`v${i}`)); // two levels
    const context = new Context();
    context.run(() => {
      for (const variable of variables) variable.set(1);
    });
    for (const found of [[...context.keys()], [...context]]) {
      expect([found.length, variables.every((variable) => found.includes(variable))]).toEqual([40, true]);
    }
  });

  it('over nothing gives nothing [test_context.HamtTest.test_hamt_items_3]', () => {
    expect([EMPTY.size, [...entriesOf(EMPTY)]]).toEqual([0, []]);
    expect([new Context().size, [...new Context().entries()]]).toEqual([0, []]);
  });
});

describe('two maps', () => {
  it('hold the same exactly when they have the same keys with the same values, in whatever order they came [test_context.HamtTest.test_hamt_eq_1]', () => {
    const whole = mapOf(...entries);
    for (let count = 0; count < entries.length; count++) {
      expect(mapOf(...entries.slice(0, count))).not.toEqual(whole);
    }
    expect(mapOf(...[...entries].reverse())).toEqual(whole); // node by node: JavaScript has no == for objects
    expect(update(whole, keys[2]!, 'another value')).not.toEqual(whole);
    const [, ...others] = entries;
    expect(mapOf([{ _number: 120 }, 'value 0'], ...others)).not.toEqual(whole);
  });
});
