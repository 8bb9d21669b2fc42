/** `join` and `shutdown`: one suite for all three queues. */
import { CancelledError, type Coroutine, createTask, type Task, ValueError } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueShutDown } from '../src/index.js';

describe.each([Queue, LifoQueue, PriorityQueue])('join of %o', (Kind) => {
  it('returns once taskDone() was called for every item, whoever does the work', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      let sum = 0;
      function* worker(): Coroutine<void> {
        for (;;) {
          sum += yield* queue.get();
          yield* turns(1);
          queue.taskDone();
        }
      }
      for (let item = 0; item < 100; item++) queue.putNowait(item);
      const workers = [createTask(worker()), createTask(worker())];
      yield* queue.join();
      expect(sum).toBe(4950);
      for (const task of workers) task.cancel();
    });
  });

  it('returns at once, as often as one likes, when nothing was ever put in', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      yield* queue.join();
      yield* queue.join();
    });
  });

  it('waits again after new items', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      for (let round = 0; round < 2; round++) {
        queue.putNowait(round);
        const joining = createTask(queue.join());
        queue.getNowait();
        yield* turns(2);
        expect(joining.done()).toBe(false);
        queue.taskDone();
        yield* joining;
      }
    });
  });

  it('can be cancelled', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      queue.putNowait(1);
      const joining = createTask(queue.join());
      yield* turns(1);
      joining.cancel();
      expect(yield* failureOf(joining)).toBeInstanceOf(CancelledError);
      queue.taskDone();
      yield* queue.join();
    });
  });

  it('counts no more work done than there was', () => {
    const queue = new Kind<number>();
    expect(() => queue.taskDone()).toThrow(ValueError);
    expect(() => queue.taskDone()).toThrow(
      `task_done() called too many times\n  Call it once for each item that get() returned: <${Kind.name} maxsize=0>`,
    );
    queue.putNowait(1);
    queue.taskDone();
    expect(() => queue.taskDone()).toThrow(ValueError);
  });

  it('shows the work that is left', () => {
    const queue = new Kind<number>(2);
    queue.putNowait(1);
    queue.getNowait();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=2 tasks=1>`);
    queue.taskDone();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=2>`);
  });
});

describe.each([Queue, LifoQueue, PriorityQueue])('shutdown of %o', (Kind) => {
  /** Every way in and out is closed. */
  function* expectClosed(queue: Queue<number>): Coroutine<void> {
    expect(yield* failureOf(queue.put(1))).toBeInstanceOf(QueueShutDown);
    expect(() => queue.putNowait(1)).toThrow(QueueShutDown);
    expect(yield* failureOf(queue.get())).toBeInstanceOf(QueueShutDown);
    expect(() => queue.getNowait()).toThrow(QueueShutDown);
    yield* queue.join();
  }

  /** Ends that tasks have come to. */
  function ends(tasks: Task<unknown>[]): unknown[] {
    return tasks.map((task) => (!task.done() ? 'pending' : (task.exception() ?? 'returned')));
  }

  it('when it is empty ends getters, lets join() return, and closes the queue', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getters = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      queue.shutdown();
      expect(ends(getters)).toEqual(['pending', 'pending']);
      yield* turns(1);
      expect(ends(getters)).toEqual([expect.any(QueueShutDown), expect.any(QueueShutDown)]);
      yield* expectClosed(queue);
      expect(() => queue.taskDone()).toThrow(ValueError);
      queue.shutdown(); // again
      yield* expectClosed(queue);
    });
  });

  it('when something is in it ends putters, but still gives out what it has', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(7);
      const putter = createTask(queue.put(8));
      const joining = createTask(queue.join());
      yield* turns(1);
      queue.shutdown();
      yield* turns(1);
      expect(ends([putter, joining])).toEqual([expect.any(QueueShutDown), 'pending']);
      expect(yield* failureOf(queue.put(9))).toBeInstanceOf(QueueShutDown);

      expect(yield* queue.get()).toBe(7);
      expect(yield* failureOf(queue.get())).toBeInstanceOf(QueueShutDown);
      yield* turns(1);
      expect(joining.done()).toBe(false); // the work is still to be done
      queue.taskDone();
      yield* joining;
      expect(() => queue.taskDone()).toThrow(ValueError);
      yield* expectClosed(queue);
    });
  });

  it('gives a woken getter its item', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getters = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      queue.putNowait(1);
      queue.shutdown();
      expect(yield* getters[0]!).toBe(1);
      expect(yield* failureOf(getters[1]!)).toBeInstanceOf(QueueShutDown);
    });
  });

  it('turns a woken putter away although it has room', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putter = createTask(queue.put(2));
      yield* turns(1);
      queue.getNowait();
      queue.shutdown();
      expect(yield* failureOf(putter)).toBeInstanceOf(QueueShutDown);
      expect(queue.empty()).toBe(true);
    });
  });

  it('immediately drops what is in it, and join() returns', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      queue.putNowait(1);
      queue.putNowait(2);
      const tasks = [createTask(queue.put(3)), createTask(queue.join())];
      yield* turns(1);
      queue.shutdown(true);
      expect(queue.empty()).toBe(true);
      yield* turns(1);
      expect(ends(tasks)).toEqual([expect.any(QueueShutDown), 'returned']);
      yield* expectClosed(queue);
      expect(() => queue.taskDone()).toThrow(ValueError);
    });
  });

  it('immediately waits for the work on what was taken out', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      for (const item of [1, 2, 3]) queue.putNowait(item);
      queue.getNowait();
      const joining = createTask(queue.join());
      yield* turns(1);
      queue.shutdown(true);
      yield* turns(2);
      expect(joining.done()).toBe(false);
      queue.taskDone();
      yield* joining;
      expect(() => queue.taskDone()).toThrow(ValueError);
      yield* expectClosed(queue);
    });
  });

  it('immediately counts nothing twice when more work was said to be done than was taken out', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      for (const item of [1, 2, 3]) queue.putNowait(item);
      queue.taskDone();
      queue.shutdown(true);
      yield* queue.join();
      expect(() => queue.taskDone()).toThrow(ValueError);
    });
  });

  it('immediately after a mild one drops the rest, and never leaves join() waiting (sindresorhus/p-queue#239)', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      queue.putNowait(1);
      const joining = createTask(queue.join());
      yield* turns(1);
      queue.shutdown();
      queue.shutdown(true);
      yield* joining;
      yield* expectClosed(queue);
    });
  });

  it('takes true or false', () => {
    const queue = new Kind<number>();
    queue.putNowait(1);
    expect(() => queue.shutdown({ immediate: false } as never)).toThrow(
      new TypeError(
        'immediate must be true or false, got an object\n  Write shutdown(true) to drop what is left',
      ),
    );
    queue.putNowait(2); // it is open as before
  });

  it('shows', () => {
    const queue = new Kind<number>();
    queue.shutdown();
    expect(String(queue)).toBe(`<${Kind.name} maxsize=0 shutdown>`);
    expect(() => queue.putNowait(1)).toThrow(
      `queue is shut down: <${Kind.name} maxsize=0 shutdown>\n  Catch this to end a loop over its items`,
    );
  });
});
