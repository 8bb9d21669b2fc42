/** `join` and `shutdown`: one suite for all three queues. */
import { CancelledError, type Coroutine, createTask, ValueError } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueShutDown } from '../src/index.js';

describe.each([Queue, LifoQueue, PriorityQueue])('join of %o', (Kind) => {
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

  it('can be done again, and changes nothing', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      queue.shutdown();
      yield* expectClosed(queue);
      queue.shutdown();
      yield* expectClosed(queue);
    });
  });

  it('shows the queue to whoever comes late', () => {
    const queue = new Kind<number>();
    queue.shutdown();
    expect(String(thrownBy(() => queue.putNowait(1)))).toBe(
      `QueueShutDown: queue is shut down: <${Kind.name} maxsize=0 shutdown>\n  Catch this to end a loop over its items`,
    );
  });
});
