/**
 * This copy of this package, and how it knows the futures of another one: installed twice, in two versions or in two
 * places. What a copy makes carries its mark, an object with its `version`, under a symbol that all copies share; a copy
 * knows its own mark by identity.
 */
import type { RuntimeError } from '@asyncio-ts/contextvars';
import { twoCopies } from '@asyncio-ts/contextvars/internal';

import { version } from '../package.json';

const copy = { package: '@asyncio-ts/tasks', version };
const key = Symbol.for(copy.package);

/** What may carry a mark. Copies of all versions read its `version`: that must never change. */
interface Marked {
  readonly [key]?: { readonly version: string };
}

/** Marks the objects of a class as made by this copy. */
export function markAsOurs(prototype: object): void {
  Object.defineProperty(prototype, key, { value: copy });
}

/** Was it made by a copy of this package, whichever? */
export function isMarked(value: unknown): boolean {
  return (value as Marked | null | undefined)?.[key] !== undefined;
}

/** What to throw if `value` was made by another copy. */
export function errorIfForeign(value: unknown): RuntimeError | undefined {
  const mark = (value as Marked | null | undefined)?.[key];
  return mark === undefined || mark === copy ? undefined : twoCopies(copy, mark.version);
}

/** @throws {RuntimeError} `value` was made by another copy */
export function refuseForeign(value: unknown): void {
  const error = errorIfForeign(value);
  if (error !== undefined) throw error;
}
