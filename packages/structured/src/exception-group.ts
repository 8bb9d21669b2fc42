/**
 * Several errors thrown as one: what a task group throws when children failed.
 *
 * Python has two classes, for it keeps `CancelledError`, `KeyboardInterrupt` and `SystemExit` outside `Exception`:
 * an `ExceptionGroup` holds what is inside only, a `BaseExceptionGroup` anything. JavaScript has one tree of errors
 * and throws any value whatever, so here is one class, and it holds anything.
 *
 * After CPython 3.13 `Objects/exceptions.c`, `BaseExceptionGroup`.
 */
import { ValueError } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import {
  type ErrorClass,
  type ErrorCondition,
  type ErrorPredicate,
  type InstanceOf,
  toPredicate,
} from './error-condition.js';

/** An error of type `E`, or a group of such. */
export type Grouped<E> = E | ExceptionGroup<E>;

/**
 * Several errors, which may be groups themselves. `E` is the type of the errors at the leaves.
 *
 *     ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
 *
 * @see CPython 3.13 `Objects/exceptions.c`, `BaseExceptionGroup`
 */
export class ExceptionGroup<E = unknown> extends AggregateError {
  static {
    this.prototype.name = 'ExceptionGroup';
  }

  /** The errors, in the order given; `exceptions` is the same under Python's name. */
  declare readonly errors: Grouped<E>[];
  /** The message without the number of errors: what Python's `group.message` is. For `derive`. */
  declare readonly title: string;

  /**
   * @param title - what went wrong; the number of errors is added to it
   * @param errors - at least one; copied
   * @param options - `cause`
   * @throws {TypeError} `title` is not a string, or `errors` not an array
   * @throws {ValueError} `errors` is empty
   */
  constructor(title: string, errors: readonly Grouped<E>[], options?: ErrorOptions) {
    checkArguments(title, errors);
    super(errors, `${title} (${errors.length} sub-exception${errors.length === 1 ? '' : 's'})`, options);
    hide(this, 'title', title); // as `errors` is: consoles print own properties behind the stack
  }

  /** The errors, under Python's name. */
  get exceptions(): readonly Grouped<E>[] {
    return this.errors;
  }

  /**
   * Makes the groups that `split` and `subgroup` return: a plain `ExceptionGroup` with this one's title. A subclass
   * that wants its own class back overrides it.
   *
   * @param errors - what the new group holds: at least one
   * @returns the new group; `split` and `subgroup` give it this one's `cause`
   * @suspends never
   * @throws {TypeError} `errors` is not an array
   * @throws {ValueError} `errors` is empty
   * @see CPython 3.13 `Objects/exceptions.c`, `BaseExceptionGroup_derive`
   */
  derive<T>(errors: readonly Grouped<T>[]): ExceptionGroup<T> {
    return makeGroup(this.title, errors);
  }

  /**
   * The part of the group that `condition` picks, with its nesting kept; `undefined` if there is none. A condition
   * that is true of a group takes that group as it is.
   *
   * @param condition - a class, an array of classes, or a function that is asked about each error and each group
   * @throws {TypeError} `condition` is none of these, or `derive` did not return a group
   * @see CPython 3.13 `Objects/exceptions.c`, `BaseExceptionGroup_subgroup`
   */
  subgroup<T extends Grouped<E>>(condition: (error: Grouped<E>) => error is T): ExceptionGroup<T> | undefined;
  subgroup(condition: (error: Grouped<E>) => boolean): ExceptionGroup<E> | undefined;
  subgroup<C extends ErrorClass<unknown>>(
    condition: C | readonly C[],
  ): ExceptionGroup<InstanceOf<C>> | undefined;
  subgroup(condition: ErrorCondition | ((error: Grouped<E>) => boolean)): ExceptionGroup | undefined {
    // A function that is asked about the errors of this group is given no others.
    return splitGroup(this, toPredicate(condition as ErrorCondition))[0];
  }

  /**
   * The part that `condition` picks and the rest, each with the nesting kept, each `undefined` if it is empty.
   *
   * @param condition - as for `subgroup`
   * @throws {TypeError} `condition` is none, or `derive` did not return a group
   * @see CPython 3.13 `Objects/exceptions.c`, `BaseExceptionGroup_split`
   */
  split<T extends Grouped<E>>(condition: (error: Grouped<E>) => error is T): Split<T, E>;
  split(condition: (error: Grouped<E>) => boolean): Split<E, E>;
  split<C extends ErrorClass<unknown>>(condition: C | readonly C[]): Split<InstanceOf<C>, E>;
  split(condition: ErrorCondition | ((error: Grouped<E>) => boolean)): Split<unknown, E> {
    return splitGroup(this, toPredicate(condition as ErrorCondition)) as Split<unknown, E>; // the rest comes from here
  }
}

/** What `split` returns: the errors that were picked, and the rest. */
export type Split<T, E> = [match: ExceptionGroup<T> | undefined, rest: ExceptionGroup<E> | undefined];

function splitGroup(group: ExceptionGroup, isMeant: ErrorPredicate): Split<unknown, unknown> {
  if (isMeant(group)) return [group, undefined];
  const matches: unknown[] = [];
  const rests: unknown[] = [];
  for (const error of group.errors) {
    if (error instanceof ExceptionGroup) {
      const [match, rest] = splitGroup(error as ExceptionGroup, isMeant); // of unknown errors
      if (match !== undefined) matches.push(match);
      if (rest !== undefined) rests.push(rest);
    } else {
      (isMeant(error) ? matches : rests).push(error);
    }
  }
  return [part(group, matches), part(group, rests)];
}

/** A group of some errors of `whole`. It keeps the cause; Python's also keeps the traceback, which has no like here. */
function part(whole: ExceptionGroup, errors: readonly unknown[]): ExceptionGroup | undefined {
  if (errors.length === 0) return undefined;
  const derived: unknown = whole.derive(errors);
  if (!(derived instanceof ExceptionGroup)) {
    const hint = 'Write derive(errors) { return new MyGroup(this.title, errors); }';
    throw new TypeError(
      `derive must return an instance of ExceptionGroup, got ${describe(derived)}\n  ${hint}`,
    );
  }
  if ('cause' in whole) hide(derived, 'cause', whole.cause);
  return derived as ExceptionGroup; // of unknown errors, whatever its subclass says
}

function hide(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
}

function checkArguments(title: unknown, errors: unknown): void {
  if (typeof title !== 'string') {
    throw new TypeError(
      `argument 1 must be a string, got ${describe(title)}\n  new ExceptionGroup(title, errors)`,
    );
  }
  if (!Array.isArray(errors)) {
    throw new TypeError(
      `second argument (exceptions) must be an array, got ${describe(errors)}\n  new ExceptionGroup(title, [error])`,
    );
  }
  if (errors.length === 0) {
    throw new ValueError(
      'second argument (exceptions) must be a non-empty array\n  A group has one error at least',
    );
  }
}

/** Not in the class itself: bundlers rename a class that names itself, and its name shows in messages. */
function makeGroup<T>(title: string, errors: readonly Grouped<T>[]): ExceptionGroup<T> {
  return new ExceptionGroup(title, errors);
}
