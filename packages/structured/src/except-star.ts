/** `except*`: handling the errors of a group by their classes. */
import { type Coroutine, CoroutineObject, ensureFuture, isCoroutine, isFuture } from '@asyncio-ts/tasks';
import { describe, isCancellation, isFatal } from '@asyncio-ts/tasks/internal';

import {
  type ErrorClass,
  type ErrorCondition,
  type ErrorPredicate,
  isClass,
  toPredicate,
  type TypedCondition,
} from './error-condition.js';
import { ExceptionGroup, type Split } from './exception-group.js';

/** What a clause does: a plain function, or a generator function, an `async` function, if it must await. */
export type ExceptHandler<T> = (group: ExceptionGroup<T>) => unknown;

/** One `except*`: which errors, and what to do with the group of them. */
export type ExceptClause<T> = readonly [
  condition: TypedCondition<T> | ErrorPredicate,
  handler: ExceptHandler<T>,
];

/**
 * Handles the errors of a group by class: Python's `except*`, as the only statement of a `catch`.
 *
 *     try {
 *       yield* taskGroup(function* (tg) { … });
 *     } catch (error) {
 *       yield* exceptStar(error, [
 *         [ValueError, (group) => console.log(group.errors)],
 *         [[TypeError, RangeError], function* (group) { yield* report(group); }],
 *       ]);
 *     }
 *
 * Each clause gets the group of those errors that no clause above it took; an error that is no group comes wrapped in
 * one. What no clause took is thrown on, nested as it was. What handlers throw is thrown together with it, in a group
 * without title; a handler that throws the very group it was given puts it back. A single error stays bare.
 *
 * `CancelledError` and the errors that end the program pass, even by a clause for `Error`, as `except* Exception`
 * lets them in Python. To handle these, catch them.
 *
 * @param error - what was caught
 * @param clauses - pairs of a class, an array of classes or a predicate, and a handler; tried in this order
 * @suspends only when a handler does
 * @throws what was not handled, and what handlers threw
 * @throws {TypeError} `clauses` is not an array of pairs; a condition is none, or names `ExceptionGroup`; or a handler is not a function
 * @see CPython 3.13 `Objects/exceptions.c`, `_PyExc_PrepReraiseStar`
 */
export function exceptStar<const T extends readonly unknown[]>(
  error: unknown,
  clauses: { readonly [K in keyof T]: ExceptClause<T[K]> },
): CoroutineObject<void> {
  const checked = clauses as unknown as readonly ExceptClause<unknown>[]; // a mapped tuple is an array of its elements
  if (!Array.isArray(clauses)) {
    throw new TypeError(
      `exceptStar() needs an array of clauses, got ${describe(clauses)}\n  Write exceptStar(error, [[ValueError, (group) => …]])`,
    );
  }
  for (const clause of checked) checkClause(clause);
  return new CoroutineObject(handle(error, checked), 'exceptStar');
}

function* handle(error: unknown, clauses: readonly ExceptClause<unknown>[]): Coroutine<void> {
  if (isCancellation(error) || isFatal(error)) throw error;
  // The cast only says what the errors are: anything.
  const whole = error instanceof ExceptionGroup ? (error as ExceptionGroup) : new ExceptionGroup('', [error]);
  let rest: ExceptionGroup | undefined = whole;
  const thrown: unknown[] = [];
  const putBack: ExceptionGroup[] = [];
  for (const [condition, handler] of clauses) {
    if (rest === undefined) break;
    const [match, others]: Split<unknown, unknown> = rest.split(toPredicate(condition));
    if (match === undefined) continue;
    rest = others;
    try {
      yield* finish(handler(match));
    } catch (raised) {
      // CancelledError: thrown below like the others, which in Python, too, wait for the clauses that are left.
      if (raised === match) putBack.push(match);
      else thrown.push(raised);
    }
  }
  if (rest === whole) throw error; // no clause took anything
  if (rest !== undefined) putBack.push(rest);
  if (putBack.length > 0) thrown.push(merge(whole, putBack));
  if (thrown.length > 0) throw thrown.length === 1 ? thrown[0] : new ExceptionGroup('', thrown);
}

/** Awaits what a handler returned, if it can be awaited. */
function* finish(returned: unknown): Coroutine<void> {
  if (isCoroutine(returned) || isFuture(returned)) yield* returned;
  else if (isThenable(returned)) yield* ensureFuture(returned);
}

/** A promise, of whatever library or realm: `instanceof Promise` would let the others go unawaited. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

/** The errors of all `parts` at their old places in `whole`. */
function merge(whole: ExceptionGroup, parts: readonly ExceptionGroup[]): ExceptionGroup | undefined {
  const kept = new Set(parts.flatMap(leavesOf));
  return whole.subgroup((error: unknown) => !(error instanceof ExceptionGroup) && kept.has(error));
}

function leavesOf(group: ExceptionGroup): unknown[] {
  return group.errors.flatMap((error) => (error instanceof ExceptionGroup ? leavesOf(error) : [error]));
}

function checkClause(clause: readonly [ErrorCondition, unknown]): void {
  if (!Array.isArray(clause)) {
    throw new TypeError(
      `exceptStar() needs pairs of condition and handler, got ${describe(clause)}\n  Such as [ValueError, (group) => …]`,
    );
  }
  const [condition, handler] = clause;
  toPredicate(condition); // throws if it is none
  if ([condition].flat().some((each) => isClass(each) && isGroupClass(each))) {
    throw new TypeError(
      'catching ExceptionGroup with except* is not allowed. Use except instead.\n  Use a plain catch',
    );
  }
  if (typeof handler !== 'function') {
    throw new TypeError(
      `exceptStar() needs a function as handler, got ${describe(handler)}\n  Such as (group) => … or function* (group) { … }`,
    );
  }
}

function isGroupClass(value: ErrorClass<unknown>): boolean {
  return value === ExceptionGroup || value.prototype instanceof ExceptionGroup;
}
