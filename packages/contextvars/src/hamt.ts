/**
 * The persistent map a context keeps its values in: a hash trie, as in CPython's `Python/hamt.c`.
 *
 * No node is ever changed. `update` copies the nodes on the way to their key and share all others, so a
 * context is copied by copying one reference, however many variables it holds.
 *
 *     keys a: 0b00001, b: 0b00010_00011, c: 0b00101_00011             (5 bits decide on each level, lowest first)
 *
 *         root, size 3                              update(root, a, 9)
 *         bitmap   ...01010      bits 1 and 3       copies the root and nothing else:
 *         slots  [ a, 1, undefined, * ]
 *                                   |                [ a, 9, undefined, * ]
 *                  size 2           v                                   |
 *                  bitmap ..0100100    bits 2 and 5  <------------------+
 *                  slots  [ b, 2, c, 3 ]
 *
 * A node has up to 32 places. Its bitmap says which are taken, and its slots hold only those, two for each: a key and
 * its value, or `undefined` and the node that leads on. How many bits are set below the wanted one says where they are.
 *
 * Keys bring a number that no other key has. So there are no collisions, and numbers given out one after the other
 * need no mixing: they fill the root before anything goes deeper.
 *
 * Always true, and asserted in test/hamt.test.ts: a node below the root holds two keys or more, so the same keys make
 * the same tree, whatever happened before; and a map without keys is `EMPTY` itself.
 */

/** What a value can be stored under. */
export interface Key {
  /** @internal A whole number that no other key has in its low 32 bits. */
  readonly _number: number;
}

/** A map, and each part of one. */
export interface Node {
  /** Bit n is set if the place for keys with n in their next 5 bits is taken. */
  readonly bitmap: number;
  /** How many keys are in here and below. */
  readonly size: number;
  /** Key and value, or `undefined` and a node, for each place taken. */
  readonly slots: readonly unknown[];
}

/** The map without keys, shared by all who have nothing to store. */
export const EMPTY: Node = { bitmap: 0, size: 0, slots: [] };

/**
 * Stands for "no value", where `undefined` would be one: what `lookup` finds when there is nothing, and what to
 * store to take a key out. Users know it as `Token.MISSING`.
 */
export const MISSING: unique symbol = Symbol('Token.MISSING');

/** The value stored under `key`, or `MISSING`. */
export function lookup(node: Node, key: Key): unknown {
  // JavaScript shifts by the low 5 bits of the right operand: `1 << path` needs no mask.
  for (let path = key._number; ; path >>>= 5) {
    if ((node.bitmap & (1 << path)) === 0) return MISSING;
    const at = placeOf(node.bitmap, path);
    const found = node.slots[at];
    if (found === key) return node.slots[at + 1];
    if (found !== undefined) return MISSING;
    node = node.slots[at + 1] as Node; // what follows `undefined` is a node
  }
}

/**
 * A map like `node` in which `key` leads to `value`, or is not, if that is `MISSING`; `node` itself where this is so
 * already.
 *
 * @param shift - how many bits of the key the levels above have used
 */
export function update(node: Node, key: Key, value: unknown, shift = 0): Node {
  const { bitmap, size, slots } = node;
  const path = key._number >>> shift;
  const bit = 1 << path;
  const at = placeOf(bitmap, path);
  if ((bitmap & bit) === 0) {
    return value === MISSING ? node : createNode(bitmap | bit, size + 1, withRoom(slots, at), at, key, value);
  }
  const found = slots[at] as Key | undefined;
  const old = slots[at + 1];
  if (found === key) {
    if (value === MISSING) return without(node, bit, at);
    return Object.is(value, old) ? node : createNode(bitmap, size, slots.slice(), at, key, value);
  }
  if (found !== undefined && value === MISSING) return node;
  // The place leads on, or another key is in it, which then moves down.
  const below = found === undefined ? (old as Node) : update(EMPTY, found, old, shift + 5);
  const child = update(below, key, value, shift + 5);
  if (child === below) return node;
  // A key left alone moves up, or the tree would show which keys have been here.
  const [alone, its] = child.size === 1 ? child.slots : [undefined, child];
  return createNode(bitmap, size + child.size - below.size, slots.slice(), at, alone, its);
}

/** Each key with its value, in an order of its own; the map cannot change meanwhile. */
export function* entriesOf(node: Node): Generator<[Key, unknown], void, undefined> {
  for (let at = 0; at < node.slots.length; at += 2) {
    const key = node.slots[at] as Key | undefined;
    const value = node.slots[at + 1];
    if (key === undefined) yield* entriesOf(value as Node);
    else yield [key, value];
  }
}

/** Takes over `slots`, and puts `key` and `value` in at `at`. */
function createNode(
  bitmap: number,
  size: number,
  slots: unknown[],
  at: number,
  key: unknown,
  value: unknown,
): Node {
  slots[at] = key;
  slots[at + 1] = value;
  return { bitmap, size, slots };
}

function without({ bitmap, size, slots }: Node, bit: number, at: number): Node {
  const rest = slots.slice();
  rest.splice(at, 2);
  return size === 1 ? EMPTY : { bitmap: bitmap ^ bit, size: size - 1, slots: rest };
}

/**
 * A copy of `slots` with two more at `at`.
 *
 * By hand, as `slice` with `splice` is slower (two among eight: 76 ns, this: 27; Node 20) and leaves room to grow in
 * an array that never grows (the slots of a context's first variable: 200 bytes, this: 64).
 */
function withRoom(slots: readonly unknown[], at: number): unknown[] {
  const copy = new Array<unknown>(slots.length + 2);
  for (let i = 0; i < slots.length; i++) copy[i < at ? i : i + 2] = slots[i];
  return copy;
}

/** Where in the slots the place is that `path` leads to: behind two slots for each place below it that is taken. */
function placeOf(bitmap: number, path: number): number {
  let bits = bitmap & ~(-1 << path); // `(1 << path) - 1` would leave the 32-bit integers at place 31
  // Counts the bits that are set, side by side in pairs, then in fours, then in eights; the product adds up the eights.
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 23;
}
