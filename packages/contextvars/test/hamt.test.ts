import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EMPTY, entriesOf, type Key, lookup, MISSING, type Node, update } from '../src/hamt.js';

/** Keys with these numbers: the same number, the same key. */
function keysFor(numbers: Iterable<number>): Map<number, Key> {
  return new Map(Array.from(numbers, (number) => [number, { _number: number }]));
}

function mapOf(keys: Iterable<Key>): Node {
  let node = EMPTY;
  for (const key of keys) node = update(node, key, key._number);
  return node;
}

/** Throws unless sizes, bitmaps and slots agree, and every node below the root holds two keys or more. */
function checkShape(node: Node, isRoot = true): void {
  let bits = 0;
  for (let bitmap = node.bitmap; bitmap !== 0; bitmap &= bitmap - 1) bits++;
  expect(node.slots).toHaveLength(2 * bits);
  let size = 0;
  for (let at = 0; at < node.slots.length; at += 2) {
    if (node.slots[at] !== undefined) {
      size++;
    } else {
      const child = node.slots[at + 1] as Node;
      checkShape(child, false);
      size += child.size;
    }
  }
  expect(node.size).toBe(size);
  expect(isRoot || size >= 2).toBe(true);
  expect(isRoot && size === 0).toBe(node === EMPTY);
}

// Most numbers share their low bits with others, so that the tree gets deep; some lie anywhere.
const number = fc.oneof(
  { weight: 2, arbitrary: fc.nat({ max: 100 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 6 })).map(([n, level]) => (n << (5 * level)) >>> 0),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
);
const value = fc.oneof(fc.nat({ max: 3 }), fc.constant(undefined), fc.constant(NaN), fc.constant(-0));
const step = fc.tuple(
  number,
  fc.oneof({ weight: 3, arbitrary: value }, { weight: 2, arbitrary: fc.constant(MISSING) }),
);
const steps = fc.array(step, { maxLength: 120, size: 'max' });

describe('the persistent map', () => {
  it('does what a Map does, step by step', () => {
    fc.assert(
      fc.property(steps, (program) => {
        const keys = keysFor(program.map(([n]) => n));
        const model = new Map<Key, unknown>();
        let node = EMPTY;
        for (const [n, stored] of program) {
          const key = keys.get(n)!; // made for all of them
          node = update(node, key, stored);
          if (stored === MISSING) model.delete(key);
          else model.set(key, stored);
          if (node.size !== model.size) return false;
        }
        checkShape(node);
        const entries = [...entriesOf(node)];
        return (
          entries.length === model.size &&
          entries.every(([key, stored]) => model.has(key) && Object.is(stored, model.get(key))) &&
          Array.from(keys.values()).every((key) =>
            Object.is(lookup(node, key), model.has(key) ? model.get(key) : MISSING),
          )
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never changes a map that was made before', () => {
    fc.assert(
      fc.property(steps, (program) => {
        const keys = keysFor(program.map(([n]) => n));
        const flat = (node: Node): unknown[] => [...entriesOf(node)].flat();
        const versions = [{ node: EMPTY, before: flat(EMPTY) }];
        let node = EMPTY;
        for (const [n, stored] of program) {
          node = update(node, keys.get(n)!, stored); // made for all of them
          versions.push({ node, before: flat(node) });
        }
        return versions.every(({ node: old, before }) => {
          const now = flat(old);
          return now.length === before.length && now.every((each, i) => Object.is(each, before[i]));
        });
      }),
    );
  });

  it('has the same shape for the same keys, whatever happened before', () => {
    fc.assert(
      fc.property(fc.uniqueArray(number), fc.uniqueArray(number), fc.func(fc.nat()), (kept, gone, rank) => {
        const keys = keysFor([...kept, ...gone]);
        const staying = kept.map((n) => keys.get(n)!); // made for all of them
        const leaving = gone.filter((n) => !kept.includes(n)).map((n) => keys.get(n)!);
        const shuffled = [...staying, ...leaving].sort((a, b) => rank(a._number) - rank(b._number));
        let node = mapOf(shuffled);
        for (const key of leaving) node = update(node, key, MISSING);
        expect(node).toEqual(mapOf(staying));
        checkShape(node);
      }),
    );
  });

  it('is itself again when a step changes nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1 }), number, (numbers, other) => {
        const keys = [...keysFor(numbers).values()];
        const node = mapOf(keys);
        for (const key of keys) expect(update(node, key, key._number)).toBe(node);
        const absent = { _number: other };
        expect(update(node, absent, MISSING)).toBe(node);
      }),
    );
  });

  it('tells values apart by identity, with NaN like itself and 0 unlike -0', () => {
    const key = { _number: 7 };
    const list: number[] = [];
    const node = update(EMPTY, key, list);
    expect(update(node, key, [])).not.toBe(node);
    const nan = update(EMPTY, key, NaN);
    expect(update(nan, key, NaN)).toBe(nan);
    expect(lookup(update(update(EMPTY, key, 0), key, -0), key)).toBe(-0);
  });

  it('does not take one key for another whose number merely begins alike', () => {
    const [key, alike, deeper] = [{ _number: 3 }, { _number: 3 + 32 }, { _number: 3 + 1024 }];
    const node = update(EMPTY, key, 'value');
    expect([lookup(node, alike), lookup(node, deeper)]).toEqual([MISSING, MISSING]);
    const both = update(node, deeper, 'deeper');
    expect([key, alike, deeper].map((k) => lookup(both, k))).toEqual(['value', MISSING, 'deeper']);
  });

  it('tells apart numbers that differ in the highest bit only', () => {
    const [low, high] = [{ _number: 0 }, { _number: 2 ** 31 }];
    const node = mapOf([low, high]);
    expect([lookup(node, low), lookup(node, high)]).toEqual([0, 2 ** 31]);
    expect(update(node, high, MISSING)).toEqual(mapOf([low]));
  });

  it('goes by the low 32 bits of larger numbers', () => {
    const large = Array.from({ length: 100 }, (_, i) => ({ _number: 2 ** 32 - 50 + i }));
    const node = mapOf(large);
    checkShape(node);
    expect(large.every((key) => lookup(node, key) === key._number)).toBe(true);
  });

  it('copies the nodes on the way to a key and shares all others', () => {
    const keys = Array.from({ length: 1024 }, (_, i) => ({ _number: i }));
    const node = mapOf(keys);
    const changed = update(node, keys[40]!, 'changed');
    const nodesOf = (root: Node): Node[] => [
      root,
      ...root.slots.flatMap((slot, at) =>
        slot === undefined && at % 2 === 0 ? nodesOf(root.slots[at + 1] as Node) : [],
      ),
    ];
    const before = new Set(nodesOf(node));
    expect(nodesOf(changed)).toHaveLength(before.size);
    expect(nodesOf(changed).filter((each) => !before.has(each))).toHaveLength(2); // 33 nodes, 2 levels
  });
});
