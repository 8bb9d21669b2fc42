import { type CoroutineObject, withAsync } from '@asyncio-ts/tasks';
import { expectTypeOf, it } from 'vitest';

import {
  Barrier,
  BoundedSemaphore,
  Condition,
  type ConditionOptions,
  Event,
  type Held,
  Lock,
  Semaphore,
} from '../src/index.js';

it('acquire() gives a Held, which is disposable', () => {
  for (const lock of [new Lock(), new Condition(), new Semaphore(), new BoundedSemaphore()]) {
    expectTypeOf(lock.acquire()).toEqualTypeOf<CoroutineObject<Held>>();
  }
  expectTypeOf<Held>().toExtend<Disposable>();
});

it('withAsync gives the body of a lock nothing, that of a barrier its index', () => {
  const nothing = withAsync(new Lock(), function* (value) {
    expectTypeOf(value).toBeVoid();
    return 7;
  });
  expectTypeOf(nothing).toEqualTypeOf<CoroutineObject<number>>();
  const named = withAsync(new Barrier(2), function* (index) {
    expectTypeOf(index).toEqualTypeOf<number>();
    return String(index);
  });
  expectTypeOf(named).toEqualTypeOf<CoroutineObject<string>>();
});

it('waiting gives true, or an index', () => {
  expectTypeOf(new Event().wait()).toEqualTypeOf<CoroutineObject<true>>();
  expectTypeOf(new Condition().wait()).toEqualTypeOf<CoroutineObject<true>>();
  expectTypeOf(new Barrier(1).wait()).toEqualTypeOf<CoroutineObject<number>>();
  expectTypeOf(new Barrier(1).reset()).toEqualTypeOf<CoroutineObject<void>>();
  expectTypeOf(new Barrier(1).abort()).toEqualTypeOf<CoroutineObject<void>>();
});

it('waitFor gives what is left of the predicate’s type once it is true', () => {
  const condition = new Condition();
  expectTypeOf(condition.waitFor(() => Math.random() > 0.5)).toEqualTypeOf<CoroutineObject<true>>();
  expectTypeOf(condition.waitFor(() => [1].find(Boolean))).toEqualTypeOf<CoroutineObject<number>>();
  expectTypeOf(condition.waitFor((): 'a' | '' | null => 'a')).toEqualTypeOf<CoroutineObject<'a'>>();
  // @ts-expect-error -- what is asked again and again is a function
  expectTypeOf(() => condition.waitFor(true)).toBeFunction();
});

it('a condition takes its lock in an object', () => {
  expectTypeOf<ConditionOptions['lock']>().toEqualTypeOf<Lock | undefined>();
  new Condition({ lock: new Lock() });
  // @ts-expect-error -- the lock goes into an object
  new Condition(new Lock());
  // @ts-expect-error -- a semaphore is no lock
  new Condition({ lock: new Semaphore() });
});

it('numbers are numbers', () => {
  // @ts-expect-error -- not a string
  new Semaphore('1');
  // @ts-expect-error -- a barrier needs its parties
  new Barrier();
  expectTypeOf(new Barrier(2).parties).toEqualTypeOf<number>();
  expectTypeOf(new Barrier(2).nWaiting).toEqualTypeOf<number>();
  // @ts-expect-error -- only the barrier counts
  new Barrier(2).nWaiting = 3;
  expectTypeOf(new Lock().locked()).toEqualTypeOf<boolean>();
});
