/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` pins down of the loop that `gather` is on. Not here: an
 * empty gather outside a running loop. It has no child to name a loop, and there is no "current" one besides the running.
 */
import {
  type Coroutine,
  coroutine,
  createTask,
  Future,
  runUntilCompleteSync,
  ValueError,
} from '@asyncio-ts/tasks';
import { makeLoop, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { gather } from '../src/index.js';

const say = coroutine(function* say(word: string): Coroutine<string> {
  return word;
});

describe('the loop of a gather of futures', () => {
  it('is needed for none at all [test_tasks.FutureGatherTests.test_constructor_empty_sequence_without_loop]', () => {
    // CPython: "There is no current event loop"; here there is no other than the running one.
    expect(String(thrownBy(() => gather([])))).toMatch(/^RuntimeError: no running event loop\n/);
  });

  it('is the running one for none at all, and the empty list is there [test_tasks.FutureGatherTests.test_constructor_empty_sequence_use_running_loop]', () => {
    const loop = makeLoop();
    function* inside(): Coroutine<Future<unknown>> {
      return gather([]);
    }
    const all = runUntilCompleteSync(loop, inside());
    expect(all).toBeInstanceOf(Future);
    expect(all.getLoop()).toBe(loop);
    expect([all.done(), all.result()]).toEqual([true, []]);
  });

  it('must be the same for all [test_tasks.FutureGatherTests.test_constructor_heterogenous_futures]', () => {
    const [a, b] = [new Future({ loop: makeLoop() }), new Future({ loop: makeLoop() })];
    const error = thrownBy(() => gather([a, b]));
    expect(error).toBeInstanceOf(ValueError);
    expect(String(error)).toMatch(/The future belongs to a different loop than the one specified/);
  });

  it('is theirs, when none is running; they can be gathered twice [test_tasks.FutureGatherTests.test_constructor_homogenous_futures]', () => {
    const loop = makeLoop();
    const children = [0, 1, 2].map(() => new Future<number>({ loop }));
    const gathered: Future<number[]>[] = [];
    for (let round = 0; round < 2; round++) {
      const all = gather(children);
      loop.advance();
      expect(all.getLoop()).toBe(loop);
      expect(all.done()).toBe(false);
      gathered.push(all);
    }
    for (const [index, child] of children.entries()) child.setResult(index);
    loop.advance();
    expect(gathered.map((all) => all.result())).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });
});

describe('the loop of a gather of coroutines', () => {
  it('is needed, and none of them starts without [test_tasks.CoroutineGatherTests.test_constructor_without_loop]', () => {
    const [first, second] = [say('abc'), say('abc')];
    expect(String(thrownBy(() => gather([first, second])))).toMatch(/^RuntimeError: no running event loop\n/);
    expect(String(second)).toBe('<coroutine say() created>');
    for (const call of [first, second]) call.close();
  });

  it('is the running one; the gather can be awaited in another run of it [test_tasks.CoroutineGatherTests.test_constructor_use_running_loop]', () => {
    const loop = makeLoop();
    function* inside(): Coroutine<Future<string[]>> {
      return gather([say('abc'), say('abc')]);
    }
    const all = runUntilCompleteSync(loop, inside());
    expect(all.getLoop()).toBe(loop);
    expect(runUntilCompleteSync(loop, all)).toEqual(['abc', 'abc']);
  });

  it('is named by a task among them, where CPython asks for the one that was set as current [test_tasks.CoroutineGatherTests.test_constructor_use_global_loop]', () => {
    const loop = makeLoop();
    const all = gather([createTask(say('abc'), { loop }), say('abc')]);
    expect(all.getLoop()).toBe(loop);
    expect(runUntilCompleteSync(loop, all)).toEqual(['abc', 'abc']);
  });
});
