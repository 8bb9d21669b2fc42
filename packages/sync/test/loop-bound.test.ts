import { VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type Coroutine,
  createTask,
  ensureFuture,
  RuntimeError,
  runUntilCompleteSync,
  sleep,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Barrier, Condition, Event, Lock, Semaphore } from '../src/index.js';

/** Makes a task wait at something in a loop of its own, and cancels it. */
function waitElsewhere(wait: () => Yieldable<unknown>): void {
  runVirtual(function* () {
    const task = ensureFuture(wait());
    yield* turns(1);
    task.cancel();
    yield* failureOf(task);
  });
}

const held = new Lock();
const semaphore = new Semaphore(0);
const event = new Event();
const barrier = new Barrier(2);

const places: [name: string, shown: string, start: () => Yieldable<unknown>][] = [
  ['Lock', '<Lock [locked]>', () => held.acquire()],
  ['Semaphore', '<Semaphore [locked]>', () => semaphore.acquire()],
  ['Event', '<Event [unset]>', () => event.wait()],
  ['Barrier', '<Condition [locked]>', () => barrier.wait()],
];

describe.each(places)('%s', (_name, shown, start) => {
  it('is bound to the loop in which somebody first had to wait', () => {
    if (!held.locked()) held.acquire()[Symbol.iterator]().next();
    waitElsewhere(start);
    runVirtual(function* () {
      const error = yield* failureOf(start());
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toBe(
        `RuntimeError: ${shown} is bound to a different event loop\n` +
          '  Make it inside the coroutine that run() is given, so that each run has its own',
      );
      yield* sleep(1); // the loop is as it was
    });
    waitElsewhere(function* () {
      yield* sleep(1);
    });
  });
});

describe('what waits nowhere', () => {
  it('is bound to no loop: a free lock may be held in one after the other', () => {
    const lock = new Lock();
    for (let i = 0; i < 2; i++) {
      runVirtual(function* () {
        yield* lock.acquire();
        lock.release();
      });
    }
  });
});

describe('a condition', () => {
  it('and its lock are bound each by itself', () => {
    const lock = new Lock();
    const condition = new Condition({ lock });
    runVirtual(function* () {
      yield* lock.acquire();
      const task = createTask(condition.wait());
      yield* turns(1);
      task.cancel();
      yield* failureOf(task);
      lock.release();
    });
    runVirtual(function* () {
      yield* condition.acquire();
      expect(String(yield* failureOf(condition.wait()))).toContain(
        '<Condition [locked]> is bound to a different',
      );
      const task = createTask(condition.acquire());
      yield* turns(1);
      expect(task.done()).toBe(false); // nobody had to wait for the lock before
      lock.release();
      yield* task;
    });
  });
});

describe('waiting outside of any loop', () => {
  it('throws, and leaves nobody behind in the queue', () => {
    const event = new Event();
    expect(() => event.wait()[Symbol.iterator]().next()).toThrow('no running event loop');
    expect(String(event)).toBe('<Event [unset]>');
    const loop = new VirtualTimeLoop();
    runUntilCompleteSync(
      loop,
      (function* (): Coroutine<void> {
        const task = createTask(event.wait());
        yield* sleep(0);
        event.set();
        yield* task;
      })(),
    );
    loop.close();
  });
});
