/** Plans of task groups and timeouts inside of each other, and what must hold of them whatever happens. */
import {
  type AsyncContextManager,
  CancelledError,
  type Coroutine,
  type Task,
  TimeoutError,
  withAsync,
  type Yieldable,
} from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { ExceptionGroup, TaskGroup, timeout, type Timeout } from '../src/index.js';

/** What a task does, one thing after the other. */
export type Plan = readonly Op[];

/** One thing that a task does. */
export type Op =
  | { readonly what: 'step' }
  | { readonly what: 'throw' }
  /** Cancels the innermost group that the task is in, or of. */
  | { readonly what: 'cancel the group' }
  /** Goes on after errors. */
  | { readonly what: 'recover'; readonly body: Plan }
  | { readonly what: 'group'; readonly children: readonly Child[]; readonly body: Plan }
  | { readonly what: 'timeout'; readonly seconds: number; readonly body: Plan }
  /** Gives the innermost timeout so many seconds from now. */
  | { readonly what: 'reschedule'; readonly seconds: number };

/** What a task of a group does. */
export interface Child {
  readonly plan: Plan;
  /** What it does when it is cancelled. In it, errors end the task: nothing goes on after them. */
  readonly cleanup: Plan | undefined;
}

/** Where a plan is carried out. */
interface Place {
  /** The group that the task is of. */
  readonly owner: TaskGroup | undefined;
  /** What its task is inside of, the outermost first. */
  readonly scopes: readonly (TaskGroup | Timeout)[];
  /** Who has cancelled the task before it began to clean up: that interrupts nothing any more. */
  readonly cancelledBefore?: readonly ('director' | 'owner')[];
}

export class WatchedScopes {
  readonly #stage: Stage;
  /** What each child ended with, in the order in which they did, by their groups. */
  readonly #errors = new Map<TaskGroup, unknown[]>();
  #children = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Carries out a plan in a task of its own, which no error ends. */
  *root(plan: Plan): Coroutine<void> {
    yield* this.#stage.step('begin');
    yield* this.#recover(this.#perform(plan, { owner: undefined, scopes: [] }));
  }

  *#perform(plan: Plan, place: Place): Coroutine<void> {
    for (const op of plan) {
      if (op.what === 'step') yield* this.#stage.step('go on');
      else if (op.what === 'throw') throw new RangeError('planned');
      else if (op.what === 'cancel the group') yield* this.#cancelGroup(place);
      else if (op.what === 'recover' && place.cancelledBefore === undefined)
        yield* this.#recover(this.#perform(op.body, place));
      else if (op.what === 'recover') yield* this.#perform(op.body, place);
      else if (op.what === 'group') yield* this.#group(op.children, op.body, place);
      else if (op.what === 'timeout') yield* this.#timeout(op.seconds, op.body, place);
      else this.#reschedule(op.seconds, place);
    }
  }

  *#recover(action: Coroutine<void>): Coroutine<void> {
    try {
      yield* action;
    } catch (error) {
      if (error instanceof CancelledError) throw error;
    }
    yield* this.#stage.step('recover'); // a cancellation that stood back behind the error arrives here
  }

  /** A step follows, for a scope that is entered before the cancellation arrives takes no account of it. */
  *#cancelGroup({ owner, scopes }: Place): Coroutine<void> {
    const groups = scopes.filter((scope) => scope instanceof TaskGroup);
    (groups.at(-1) ?? owner)?.cancel();
    yield* this.#stage.step('go on');
  }

  #reschedule(seconds: number, { scopes }: Place): void {
    const innermost = scopes.at(-1);
    if (String(innermost).startsWith('<Timeout [active]'))
      (innermost as Timeout).reschedule(this.#stage.loop.time() + seconds); // it says that it is one
  }

  // ---- groups -------------------------------------------------------------------------------------------------

  *#group(plans: readonly Child[], body: Plan, place: Place): Coroutine<void> {
    const group = new TaskGroup();
    const errors: unknown[] = [];
    this.#errors.set(group, errors);
    const children: Task<void>[] = [];
    const inside = { ...place, scopes: [...place.scopes, group] };
    const ends = yield* this.#endsOf(group, () =>
      this.#startAll(group, plans, children, this.#perform(body, inside)),
    );
    const { inner, outer } = ends;
    this.#stage.expect(
      'all tasks of a group are done when its block ends',
      children.every((child) => child.done()),
    );
    if (inner !== undefined && !(inner instanceof CancelledError)) errors.push(inner);
    const isRight =
      errors.length > 0
        ? outer instanceof ExceptionGroup && isSame(outer.errors, errors)
        : this.#isInterrupted(place)
          ? outer instanceof CancelledError
          : outer === undefined;
    this.#stage.expect(
      'a group ends with the errors of its tasks, or with a cancellation that is not its own',
      isRight,
    );
    if (outer instanceof Error) throw outer;
  }

  *#startAll(
    group: TaskGroup,
    plans: readonly Child[],
    children: Task<void>[],
    body: Coroutine<void>,
  ): Coroutine<void> {
    for (const plan of plans) {
      const name = `child ${++this.#children}`;
      const child = group.createTask(this.#child(plan, group), { name });
      children.push(this.#stage.adopt(name, child));
    }
    yield* body;
  }

  *#child({ plan, cleanup }: Child, owner: TaskGroup): Coroutine<void> {
    try {
      yield* this.#performOrCleanUp({ plan, cleanup }, owner);
    } catch (error) {
      if (!(error instanceof CancelledError)) this.#errors.get(owner)!.push(error); // every group is in it
      throw error;
    }
  }

  *#performOrCleanUp({ plan, cleanup }: Child, owner: TaskGroup): Coroutine<void> {
    const place: Place = { owner, scopes: [] };
    try {
      yield* this.#perform(plan, place);
    } catch (error) {
      if (cleanup === undefined || !(error instanceof CancelledError)) throw error;
      yield* this.#perform(cleanup, { ...place, cancelledBefore: this.#cancellers(place) });
      throw error;
    }
  }

  // ---- timeouts -----------------------------------------------------------------------------------------------

  *#timeout(seconds: number, body: Plan, place: Place): Coroutine<void> {
    const scope = timeout(seconds);
    const { inner, outer } = yield* this.#endsOf(scope, () =>
      this.#perform(body, { ...place, scopes: [...place.scopes, scope] }),
    );
    const isOurs = scope.expired() && inner instanceof CancelledError && !this.#isInterrupted(place);
    this.#stage.expect(
      'a timeout turns its own cancellation into a TimeoutError, and nothing else',
      isOurs ? outer instanceof TimeoutError && outer.cause === inner : outer === inner,
    );
    if (outer instanceof Error) throw outer;
  }

  // ---- both ---------------------------------------------------------------------------------------------------

  /** What leaves the body, and what then leaves the scope around it. */
  *#endsOf(
    scope: TaskGroup | Timeout,
    body: () => Yieldable<void>,
  ): Coroutine<{ inner: unknown; outer: unknown }> {
    const ends: { inner: unknown; outer: unknown } = { inner: undefined, outer: undefined };
    try {
      yield* withAsync(scope as AsyncContextManager<unknown>, () => this.#noting(ends, body));
    } catch (error) {
      ends.outer = error; // the caller throws it on
    }
    return ends;
  }

  *#noting(ends: { inner: unknown }, body: () => Yieldable<void>): Coroutine<void> {
    try {
      yield* body();
    } catch (error) {
      ends.inner = error;
      throw error;
    }
  }

  /** Has somebody else than the innermost scope cancelled the task: the director, its group, or a scope further out? */
  #isInterrupted(place: Place): boolean {
    const cancellers = this.#cancellers(place).filter((who) => place.cancelledBefore?.includes(who) !== true);
    return cancellers.length > 0 || place.scopes.some(isAborting);
  }

  #cancellers({ owner }: Place): ('director' | 'owner')[] {
    const cancellers: ('director' | 'owner')[] = [];
    if (this.#stage.me().wasCancelled) cancellers.push('director');
    if (isAborting(owner)) cancellers.push('owner');
    return cancellers;
  }
}

function isAborting(scope: TaskGroup | Timeout | undefined): boolean {
  return scope instanceof TaskGroup ? String(scope).includes('cancelling') : scope?.expired() === true;
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((item, i) => item === others[i]);
}
