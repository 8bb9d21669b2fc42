/**
 * Python's `a < b`, for what is ordered by nature. JavaScript's would compare anything with anything, by way of strings
 * (`[10] < [9]`, `{} < 1`), and a queue would come out in an order that nobody meant.
 */
import { describe } from '@asyncio-ts/tasks/internal';

/**
 * Is `a` less than `b`? Numbers (bigints and booleans included), strings by code points, dates by time, and arrays as
 * Python compares tuples: by the first elements that differ, and if none does, by length.
 *
 * @throws {TypeError} they have no order: of different kinds, or of another kind
 */
export function isLess(a: unknown, b: unknown): boolean {
  if (isNumeric(a) && isNumeric(b)) return a < b;
  if (typeof a === 'string' && typeof b === 'string') return isStringLess(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() < b.getTime();
  if (Array.isArray(a) && Array.isArray(b)) return isArrayLess(a, b);
  const what = `'<' not supported between instances of '${kindOf(a)}' and '${kindOf(b)}'`;
  const hint = 'Say which comes first: new PriorityQueue(0, { compare: (a, b) => a.priority - b.priority })';
  throw new TypeError(`${what}: ${describe(a)} and ${describe(b)}\n  ${hint}`);
}

function isNumeric(value: unknown): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** JavaScript compares UTF-16 units, and puts U+1F600, which is two of them, before U+FF01. */
function isStringLess(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.codePointAt(i)!, b.codePointAt(i)!]; // `i` is inside both
    if (x !== y) return x < y; // never at a second half: the whole ones would have differed before
  }
  return a.length < b.length;
}

function isArrayLess(a: readonly unknown[], b: readonly unknown[]): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (!areEqual(a[i], b[i])) return isLess(a[i], b[i]);
  }
  return a.length < b.length;
}

/** Python's `a is b or a == b`. Objects without an order may still be the same, which does not end the comparison. */
function areEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isNumeric(a) && isNumeric(b)) return a == b; // 1 and 1n are equal
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((element, i) => areEqual(element, b[i]));
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object') return typeof value;
  const kind: unknown = (value as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  return typeof kind === 'string' ? kind : value === null ? 'null' : 'object';
}
