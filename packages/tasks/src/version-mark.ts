/**
 * This copy of this package, and how it knows the futures of another one: installed twice, in two versions or in two
 * places. What a copy makes carries its version under a symbol that all copies share.
 */
import type { RuntimeError } from '@asyncio-ts/contextvars';
import { twoCopies } from '@asyncio-ts/contextvars/internal';

import { version } from '../package.json';

const copy = { package: '@asyncio-ts/tasks', version };
const key = Symbol.for(copy.package);

/** Marks the objects of a class as made by this copy. */
export function markAsOurs(prototype: object): void {
  Object.defineProperty(prototype, key, { value: version });
}

/** Was it, or what it inherits from, made by a copy of this package, whichever? */
export function isMarked(value: unknown): boolean {
  return (value as { [key]?: string } | null | undefined)?.[key] !== undefined;
}

/** What to throw if `value`, which is none of this copy's, is one of another copy. */
export function errorIfForeign(value: unknown): RuntimeError | undefined {
  const other = (value as { [key]?: string } | null | undefined)?.[key];
  return other === undefined ? undefined : twoCopies(copy, other);
}

/** @throws {RuntimeError} `value`, which is none of this copy's, is one of another copy */
export function refuseForeign(value: unknown): void {
  const error = errorIfForeign(value);
  if (error !== undefined) throw error;
}
