import { type Coroutine, createTask, sleep, withAsync } from '@asyncio-ts/tasks';
import { runVirtual, turnLog, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Barrier, BrokenBarrierError, Condition, Event, Lock, Semaphore } from '../src/index.js';

/** Each of these programs was written in Python, too; the lines are what CPython 3.13.0 printed. */
describe('in the turns that CPython takes', () => {
  it('a lock goes from task to task', () => {
    const lines = runVirtual(function* () {
      const lock = new Lock();
      const { lines, log } = turnLog();
      function* user(name: string): Coroutine<void> {
        for (let round = 0; round < 2; round++) {
          yield* lock.acquire();
          log(name);
          yield* turns(1);
          lock.release();
        }
      }
      const tasks = ['a', 'b', 'c'].map((name) => createTask(user(name)));
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual(['1 a', '3 b', '5 c', '7 a', '9 b', '11 c']);
  });

  it('a condition notifies, and those notified get the lock one after the other', () => {
    const lines = runVirtual(function* () {
      const condition = new Condition();
      const { lines, log } = turnLog();
      function* waiter(name: string): Coroutine<void> {
        yield* withAsync(condition, function* () {
          log(`${name} waits`);
          yield* condition.wait();
          log(`${name} goes on`);
          yield* turns(1);
        });
        log(`${name} out`);
      }
      const tasks = ['a', 'b', 'c'].map((name) => createTask(waiter(name)));
      yield* turns(2);
      yield* withAsync(condition, function* () {
        condition.notify(2);
        log('notified two');
        yield* turns(2);
      });
      log('released');
      yield* turns(6);
      yield* withAsync(condition, function* () {
        condition.notifyAll();
        log('notified all');
      });
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual([
      ...['1 a waits', '1 b waits', '1 c waits', '2 notified two', '4 released'],
      ...['5 a goes on', '6 a out', '7 b goes on', '8 b out', '10 notified all', '11 c goes on', '12 c out'],
    ]);
  });

  it('the permits of a semaphore go from hand to hand', () => {
    const lines = runVirtual(function* () {
      const semaphore = new Semaphore(2);
      const { lines, log } = turnLog();
      function* user(name: string): Coroutine<void> {
        for (let round = 0; round < 2; round++) {
          yield* withAsync(semaphore, function* () {
            log(name);
            yield* turns(2);
          });
        }
      }
      const tasks = ['a', 'b', 'c', 'd'].map((name) => createTask(user(name)));
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual(['1 a', '1 b', '4 c', '4 d', '7 a', '7 b', '10 c', '10 d']);
  });

  it('an event wakes all, also when it is cleared before they run', () => {
    const lines = runVirtual(function* () {
      const event = new Event();
      const { lines, log } = turnLog();
      function* waiter(name: string): Coroutine<void> {
        yield* event.wait();
        log(name);
      }
      const tasks = ['a', 'b'].map((name) => createTask(waiter(name)));
      yield* turns(2);
      tasks.push(createTask(waiter('c')));
      event.set();
      event.clear();
      log('set and cleared');
      yield* turns(3);
      tasks.push(createTask(waiter('d')));
      event.set();
      log('set');
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual(['2 set and cleared', '3 a', '3 b', '5 set', '6 d', '6 c']);
  });

  it('two rounds pass a barrier', () => {
    const lines = runVirtual(function* () {
      const barrier = new Barrier(3);
      const { lines, log } = turnLog();
      function* party(name: string, delay: number): Coroutine<void> {
        yield* turns(delay);
        for (let round = 0; round < 2; round++) {
          log(`${name} comes`);
          log(`${name} leaves as ${yield* barrier.wait()}`);
        }
      }
      const tasks = ['a', 'b', 'c'].map((name, delay) => createTask(party(name, delay)));
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual([
      ...[
        '1 a comes',
        '2 b comes',
        '3 c comes',
        '3 c leaves as 2',
        '3 c comes',
        '4 a leaves as 0',
        '4 a comes',
      ],
      ...['4 b leaves as 1', '4 b comes', '5 a leaves as 2', '6 b leaves as 0', '6 c leaves as 1'],
    ]);
  });

  it('a barrier is reset and aborted', () => {
    const lines = runVirtual(function* () {
      const barrier = new Barrier(2);
      const { lines, log } = turnLog();
      function* party(name: string): Coroutine<void> {
        log(`${name} comes`);
        try {
          log(`${name} leaves as ${yield* barrier.wait()}`);
        } catch (error) {
          if (!(error instanceof BrokenBarrierError)) throw error;
          log(`${name} ${error.message.split('\n')[0]!}`);
        }
      }
      const tasks = ['a', 'b', 'c'].map((name) => createTask(party(name)));
      yield* turns(4);
      log('reset');
      yield* barrier.reset();
      log('was reset');
      yield* turns(3);
      tasks.push(createTask(party('d')));
      yield* sleep(0);
      log('abort');
      yield* barrier.abort();
      log('was aborted');
      tasks.push(createTask(party('e')));
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual([
      ...[
        '1 a comes',
        '1 b comes',
        '1 b leaves as 1',
        '1 c comes',
        '2 a leaves as 0',
        '4 reset',
        '4 was reset',
      ],
      ...[
        '5 c Abort or reset of barrier',
        '8 d comes',
        '8 abort',
        '8 was aborted',
        '9 d Abort or reset of barrier',
      ],
      ...['9 e comes', '9 e Barrier aborted'],
    ]);
  });
});
