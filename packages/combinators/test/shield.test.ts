import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  run,
  sleep,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, runReporting, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { gather, shield } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';

const one = new ValueError('one');

describe('shield', () => {
  it('takes the result, the error object and the cancellation of what it shields', () => {
    runVirtual(function* () {
      const inner = [new Future<number>(), new Future<number>(), new Future<number>()] as const;
      const outer = inner.map((future) => shield(future));
      inner[0].setResult(42);
      inner[1].setException(one);
      inner[2].cancel();
      yield* turns(1);
      expect(outer[0]?.result()).toBe(42);
      expect(outer[1]?.exception()).toBe(one);
      expect(outer[2]?.cancelled()).toBe(true);
    });
  });

  it('takes an error that is undefined', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const outer = shield(inner);
      inner.setException(undefined);
      yield* turns(1);
      expect(outer.done()).toBe(true);
      expect(outer.exception()).toBeUndefined();
    });
  });

  it('returns a future that is done as it is', () => {
    runVirtual(function* () {
      const done = new Future<number>();
      done.setResult(42);
      expect(shield(done)).toBe(done);
      yield* sleep(0);
    });
  });

  it('does not take its cancellation to the inner future, and leaves nothing on it', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const outer = shield(inner);
      yield* turns(1);
      expect(outer.cancel('stop')).toBe(true);
      yield* turns(1);
      expect(outer.cancelled()).toBe(true);
      expect(inner.done()).toBe(false);
      expect([callbacksOf(inner), callbacksOf(outer)]).toEqual([0, 0]);
      for (let round = 0; round < 1000; round++) {
        shield(inner).cancel();
        yield* sleep(0);
      }
      yield* turns(1);
      expect(callbacksOf(inner)).toBe(0);
    });
  });

  it('lets a coroutine run to its end although the waiter is cancelled', () => {
    runVirtual(function* () {
      const log: string[] = [];
      function* save(): Coroutine<void> {
        yield* sleep(2);
        log.push(`saved at ${getRunningLoop().time()}`);
      }
      function* main(): Coroutine<void> {
        yield* shield(save());
      }
      const task = createTask(main());
      yield* sleep(1);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(log).toEqual([]);
      yield* sleep(2);
      expect(log).toEqual(['saved at 2']);
    });
  });

  it('shields promises', async () => {
    function* main(): Coroutine<string> {
      return yield* shield(Promise.resolve('kept'));
    }
    expect(await run(main())).toBe('kept');
  });

  it('shields a gather: cancelling it leaves the children running', () => {
    runVirtual(function* () {
      const children = [new Future<number>(), new Future<number>()] as const;
      const parent = gather(children);
      const outer = shield(parent);
      yield* turns(1);
      outer.cancel();
      yield* turns(1);
      expect(parent.done()).toBe(false);
      children[0].setResult(1);
      children[1].setResult(2);
      expect(yield* parent).toEqual([1, 2]);
    });
  });

  it('is gathered: cancelling the gather cancels the shields, not what they shield', () => {
    runVirtual(function* () {
      const inner = [new Future<number>(), new Future<number>()] as const;
      const parent = gather([shield(inner[0]), shield(inner[1])]);
      yield* turns(1);
      parent.cancel();
      yield* turns(2);
      expect(parent.exception()).toBeInstanceOf(CancelledError);
      expect(inner.map((future) => future.done())).toEqual([false, false]);
    });
  });
});

describe('an inner error after the shield was cancelled', () => {
  it('in the same turn counts as retrieved', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const cancelled = new Future<number>();
      const outer = [shield(inner), shield(cancelled)] as const;
      for (const future of outer) future.cancel();
      inner.setException(one);
      cancelled.cancel();
      yield* turns(2);
      expect(outer[0].cancelled()).toBe(true);
    });
  });

  it('later is reported as one that nobody retrieved', () => {
    const { reported } = runReporting(function* () {
      const inner = createTask(failAfter(1, one), { name: 'inner' });
      shield(inner).cancel();
      yield* sleep(2);
    });
    expect(reported.map(({ message, exception }) => [message, exception])).toEqual([
      ['Task exception was never retrieved', one],
    ]);
  });
});

describe('shield and bad input', () => {
  it('refuses what cannot be awaited, and needs a loop for a coroutine', () => {
    // @ts-expect-error -- no awaitable
    expect(() => shield(5)).toThrow(
      new TypeError('An asyncio.Future, a coroutine or an awaitable is required, got 5\n  Or a promise'),
    );
    // @ts-expect-error -- not called
    expect(() => shield(sleep)).toThrow(/got function sleep\(\)\n {2}Call it first: sleep\(\)$/);
    const call = sleep(1);
    expect(() => shield(call)).toThrow(/^no running event loop/);
    call.close();
  });
});
