/** What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` pins down of `shield`. */
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  Future,
  runUntilCompleteSync,
  ValueError,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { gather, shield } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';

const answer = coroutine(function* answer(): Coroutine<number> {
  return 42;
});

describe('shield', () => {
  it('takes the result of what it shields [test_tasks.BaseTaskTests.test_shield_result]', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const outer = shield(inner);
      inner.setResult(42);
      expect(yield* outer).toBe(42);
    });
  });

  it('takes the error object itself [test_tasks.BaseTaskTests.test_shield_exception]', () => {
    runVirtual(function* () {
      const error = new ValueError('expected');
      const inner = new Future<number>();
      const outer = shield(inner);
      yield* turns(1);
      inner.setException(error);
      yield* turns(1);
      expect(outer.exception()).toBe(error);
    });
  });

  it('is cancelled with what it shields [test_tasks.BaseTaskTests.test_shield_cancel_inner]', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const outer = shield(inner);
      yield* turns(1);
      inner.cancel();
      yield* turns(1);
      expect(outer.cancelled()).toBe(true);
    });
  });

  it('is cancelled alone, and no callback is left [test_tasks.BaseTaskTests.test_shield_cancel_outer]', () => {
    runVirtual(function* () {
      const inner = new Future<number>();
      const outer = shield(inner);
      yield* turns(1);
      expect(outer.cancel()).toBe(true);
      yield* turns(1);
      expect([outer.cancelled(), inner.done()]).toEqual([true, false]);
      expect([callbacksOf(outer), callbacksOf(inner)]).toEqual([0, 0]);
    });
  });

  it('is the very future, if that is done [test_tasks.BaseTaskTests.test_shield_shortcut]', () => {
    runVirtual(function* () {
      const done = new Future<number>();
      done.setResult(42);
      expect(shield(done)).toBe(done);
      expect(yield* shield(done)).toBe(42);
    });
  });

  it('lets a coroutine run on when the task that awaits it is cancelled [test_tasks.BaseTaskTests.test_shield_effect]', () => {
    runVirtual(function* () {
      const proof: string[] = [];
      const waiter = new Future<void>();
      function* inner(): Coroutine<void> {
        yield* waiter;
        proof.push('inner');
      }
      function* outer(): Coroutine<void> {
        yield* shield(inner());
        proof.push('outer');
      }
      const task = createTask(outer());
      yield* turns(2);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(proof).toEqual([]);
      waiter.setResult();
      yield* turns(1);
      expect(proof).toEqual(['inner']);
    });
  });
});

describe('shield and gather', () => {
  it('shielded: cancelling the shield leaves the gather waiting for its children [test_tasks.BaseTaskTests.test_shield_gather]', () => {
    runVirtual(function* () {
      const [a, b] = [new Future<number>(), new Future<number>()];
      const parent = gather([a, b]);
      const outer = shield(parent);
      yield* turns(1);
      outer.cancel();
      yield* turns(1);
      expect([outer.cancelled(), parent.done()]).toEqual([true, false]);
      a.setResult(1);
      b.setResult(2);
      yield* turns(1);
      expect(parent.result()).toEqual([1, 2]);
    });
  });

  it('gathered: cancelling the gather cancels the shields, not what they shield [test_tasks.BaseTaskTests.test_gather_shield]', () => {
    runVirtual(function* () {
      const inner = [new Future<number>(), new Future<number>()];
      const shields = inner.map((each) => shield(each));
      const parent = gather(shields);
      yield* turns(1);
      parent.cancel();
      yield* turns(1);
      expect(parent.exception()).toBeInstanceOf(CancelledError);
      expect(shields.map((each) => each.cancelled())).toEqual([true, true]);
      expect(inner.map((each) => each.done())).toEqual([false, false]);
      for (const each of inner) each.setResult(1);
      yield* turns(1);
    });
  });
});

describe('the loop of a shielded coroutine', () => {
  it('is needed, and it does not start without [test_tasks.BaseTaskTests.test_shield_coroutine_without_loop]', () => {
    // CPython: "There is no current event loop"; here there is no other than the running one.
    expect(String(thrownBy(() => shield(answer())))).toMatch(/^RuntimeError: no running event loop\n/);
  });

  it('is the running one; the shield can be awaited in another run of it [test_tasks.BaseTaskTests.test_shield_coroutine_use_running_loop]', () => {
    const loop = makeLoop();
    function* inside(): Coroutine<Future<number>> {
      return shield(answer());
    }
    const outer = runUntilCompleteSync(loop, inside());
    expect(outer.getLoop()).toBe(loop);
    expect(runUntilCompleteSync(loop, outer)).toBe(42);
  });

  it('is named by its task when none is running, where CPython asks for the one set as current [test_tasks.BaseTaskTests.test_shield_coroutine_use_global_loop]', () => {
    const loop = makeLoop();
    const outer = shield(createTask(answer(), { loop }));
    expect(outer.getLoop()).toBe(loop);
    expect(runUntilCompleteSync(loop, outer)).toBe(42);
  });
});
