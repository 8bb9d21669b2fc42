/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_queues.py`, `_QueueJoinTestMixin` and `_QueueShutdownTestMixin`, pins
 * down, in our words: one suite for all three queues.
 */
import { type Coroutine, createTask, getRunningLoop, type Task, ValueError } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueShutDown } from '../src/index.js';

/** Says `taskDone()` once more than there was work. */
function expectAllDone(queue: Queue<unknown>): void {
  const error = thrownBy(() => queue.taskDone());
  expect(error).toBeInstanceOf(ValueError);
  // The first line is CPython's.
  expect(String(error)).toBe(
    'ValueError: task_done() called too many times\n' +
      `  Call it once for each item that get() returned: ${String(queue)}`,
  );
}

describe.each([Queue, LifoQueue, PriorityQueue])('join of %o', (Kind) => {
  it('counts no more work done than there was [test_queues._QueueJoinTestMixin.test_task_done_underflow]', () => {
    const queue = new Kind<number>();
    expectAllDone(queue);
    queue.putNowait(1);
    queue.taskDone();
    expectAllDone(queue);
  });

  it('returns once taskDone() was called for every item, whoever does the work [test_queues._QueueJoinTestMixin.test_task_done]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      let [sum, done] = [0, 0];
      function* worker(): Coroutine<void> {
        for (;;) {
          sum += yield* queue.get();
          yield* turns(1);
          done++;
          queue.taskDone();
        }
      }
      for (let item = 0; item < 100; item++) queue.putNowait(item);
      const workers = [createTask(worker()), createTask(worker())];
      yield* queue.join();
      expect([sum, done]).toEqual([4950, 100]);
      for (const task of workers) task.cancel();
    });
  });

  it('returns at once, as often as one likes, when nothing was ever put in [test_queues._QueueJoinTestMixin.test_join_empty_queue]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      let turn = 0;
      getRunningLoop().callSoon(() => turn++);
      yield* queue.join();
      yield* queue.join();
      expect(turn).toBe(0);
    });
  });

  it('shows the work that is left, if any [test_queues._QueueJoinTestMixin.test_format]', () => {
    const queue = new Kind<number>();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=0>`);
    for (const item of [1, 2]) queue.putNowait(item);
    for (let i = 0; i < 2; i++) queue.getNowait();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=0 tasks=2>`);
    queue.taskDone();
    queue.taskDone();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=0>`);
  });
});

describe.each([Queue, LifoQueue, PriorityQueue])('shutdown of %o', (Kind) => {
  /** Every way in is closed, and every way out. */
  function* expectClosed(queue: Queue<string>): Coroutine<void> {
    yield* expectNoWayIn(queue);
    expect(yield* failureOf(queue.get())).toBeInstanceOf(QueueShutDown);
    expect(thrownBy(() => queue.getNowait())).toBeInstanceOf(QueueShutDown);
  }

  function* expectNoWayIn(queue: Queue<string>): Coroutine<void> {
    expect(yield* failureOf(queue.put('data'))).toBeInstanceOf(QueueShutDown);
    expect(thrownBy(() => queue.putNowait('data'))).toBeInstanceOf(QueueShutDown);
  }

  /** Ends that tasks have come to. */
  function ends(...tasks: Task<unknown>[]): unknown[] {
    return tasks.map((task) => (!task.done() ? 'pending' : (task.exception() ?? 'returned')));
  }

  it('shows [test_queues._QueueShutdownTestMixin.test_format]', () => {
    const queue = new Kind<string>();
    queue.shutdown();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=0 shutdown>`);
  });

  it('when it is empty ends getters, lets join() return, and closes the queue [test_queues._QueueShutdownTestMixin.test_shutdown_empty]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>();
      const getters = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      queue.shutdown();
      expect(queue.qsize()).toBe(0);
      yield* queue.join();
      expect(ends(...getters)).toEqual(['pending', 'pending']); // join() took no turn
      yield* turns(1);
      expect(ends(...getters)).toEqual([expect.any(QueueShutDown), expect.any(QueueShutDown)]);
      yield* expectClosed(queue);
      expectAllDone(queue);
    });
  });

  it('when something is in it ends putters, but still gives out what it has [test_queues._QueueShutdownTestMixin.test_shutdown_nonempty]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>(1);
      queue.putNowait('data');
      const joining = createTask(queue.join());
      const putter = createTask(queue.put('more data'));
      yield* turns(1);
      expect(ends(joining, putter)).toEqual(['pending', 'pending']);
      queue.shutdown();
      expect(queue.qsize()).toBe(1);
      yield* turns(1);
      expect(ends(joining, putter)).toEqual(['pending', expect.any(QueueShutDown)]);
      yield* expectNoWayIn(queue); // full as it is

      expect(yield* queue.get()).toBe('data');
      yield* turns(1);
      expect(ends(joining)).toEqual(['pending']); // the work is still to be done
      yield* expectClosed(queue);
      queue.taskDone();
      yield* turns(1);
      expect(ends(joining)).toEqual(['returned']);
      expectAllDone(queue);
    });
  });

  it('immediately drops what is in it, and join() returns [test_queues._QueueShutdownTestMixin.test_shutdown_immediate]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>(2);
      queue.putNowait('data');
      queue.putNowait('more data');
      const [putter, early] = [createTask(queue.put('too much')), createTask(queue.join())];
      yield* turns(1);
      const late = createTask(queue.join()); // has not begun yet
      queue.shutdown(true);
      expect(queue.qsize()).toBe(0);
      yield* turns(1);
      expect(ends(putter, early, late)).toEqual([expect.any(QueueShutDown), 'returned', 'returned']);
      yield* expectClosed(queue);
      expectAllDone(queue);
    });
  });

  it('immediately waits for the work on what was taken out, and only for that [test_queues._QueueShutdownTestMixin.test_shutdown_immediate_with_unfinished]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>();
      for (let i = 0; i < 3; i++) queue.putNowait('data');
      const joining = createTask(queue.join());
      expect(yield* queue.get()).toBe('data');
      yield* turns(1);
      queue.shutdown(true);
      expect(queue.qsize()).toBe(0);
      yield* turns(2);
      expect(ends(joining)).toEqual(['pending']);
      yield* expectClosed(queue);
      queue.taskDone();
      expectAllDone(queue);
      yield* turns(1);
      expect(ends(joining)).toEqual(['returned']);
    });
  });
});
