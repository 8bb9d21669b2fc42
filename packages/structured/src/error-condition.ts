/** Which errors of a group are meant: by class, by one of several classes, or by a function that says so. */
import { describe } from '@asyncio-ts/tasks/internal';

/** A class of errors. Its instances need not be `Error`s: JavaScript throws anything. */
export type ErrorClass<T> = abstract new (...args: never[]) => T;

/** Says of one error, or of a whole group, whether it is meant. */
export type ErrorPredicate = (error: unknown) => boolean;

/** What a class makes. */
export type InstanceOf<C> = C extends ErrorClass<infer T> ? T : never;

/** A condition that tells the type of what it picks: one class, or an array of classes. */
export type TypedCondition<T> = ErrorClass<T> | readonly ErrorClass<T>[];

/** One class, an array of classes, or a predicate. */
export type ErrorCondition = TypedCondition<unknown> | ErrorPredicate;

/**
 * Turns a condition into a function.
 *
 * @throws {TypeError} it is none
 * @see CPython 3.13 `Objects/exceptions.c`, `get_matcher_type`
 */
export function toPredicate(condition: ErrorCondition): ErrorPredicate {
  if (Array.isArray(condition)) {
    const classes = condition as readonly unknown[];
    if (!classes.every(isClass)) throw notACondition(condition);
    return (error) => classes.some((each) => error instanceof each);
  }
  if (isClass(condition)) return (error) => error instanceof condition;
  if (typeof condition !== 'function') throw notACondition(condition);
  return condition;
}

/**
 * Is it a class? The `prototype` of `class` and of built-in constructors is read-only; that of a `function` is not,
 * and arrow functions have none. Error classes in the style of ES5 are known by their prototype's parent.
 */
export function isClass(value: unknown): value is ErrorClass<unknown> {
  if (typeof value !== 'function') return false;
  const prototype = Object.getOwnPropertyDescriptor(value, 'prototype');
  return prototype !== undefined && (prototype.writable === false || prototype.value instanceof Error);
}

function notACondition(value: unknown): TypeError {
  const expected =
    'expected an exception type, an array of exception types, or a callable (other than a class)';
  return new TypeError(
    `${expected}, got ${describe(value)}\n  Such as ValueError, [ValueError, TypeError] or (e) => …`,
  );
}
