import { type Coroutine, createTask, Future, run, sleep, ValueError } from '@asyncio-ts/tasks';
import { failAfter, runReporting, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { shield } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';

const one = new ValueError('one');

describe('shield', () => {
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

  it('leaves nothing on a future that it shielded a thousand times', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      for (let round = 0; round < 1000; round++) {
        shield(inner).cancel();
        yield* sleep(0);
      }
      yield* turns(1);
      expect(callbacksOf(inner)).toBe(0);
    });
  });

  it('shields promises', async () => {
    function* main(): Coroutine<string> {
      return yield* shield(Promise.resolve('kept'));
    }
    expect(await run(main())).toBe('kept');
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
  it('refuses what cannot be awaited', () => {
    // @ts-expect-error -- no awaitable
    expect(() => shield(5)).toThrow(
      new TypeError('An asyncio.Future, a coroutine or an awaitable is required, got 5\n  Or a promise'),
    );
    // @ts-expect-error -- nothing
    expect(() => shield(null)).toThrow(/^An asyncio\.Future, .* is required, got null\n/);
    // @ts-expect-error -- not called
    expect(() => shield(sleep)).toThrow(/got function sleep\(\)\n {2}Call it first: sleep\(\)$/);
  });
});
