import { CancelledError, type Coroutine, createTask, type Task } from '@asyncio-ts/tasks';
import { runVirtual, turnLog, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Queue, QueueShutDown } from '../src/index.js';

/** Waits for all of them; each returns or is cancelled. */
function* settle(tasks: Task<unknown>[]): Coroutine<void> {
  for (const task of tasks) {
    try {
      yield* task;
    } catch (error) {
      expect(error).toBeInstanceOf(CancelledError);
    }
  }
}

/** Runs `body`, and logs how it ended if that was not by itself. */
function* logged(name: string, log: (line: string) => void, body: () => Coroutine<void>): Coroutine<void> {
  try {
    yield* body();
  } catch (error) {
    log(`${name} ${error instanceof CancelledError ? 'cancelled' : 'shut down'}`);
    if (!(error instanceof QueueShutDown)) throw error;
  }
}

/** Each of these programs was written in Python, too; the lines are what CPython 3.13.0 printed. */
describe('in the turns that CPython takes', () => {
  it('one producer and two consumers share a queue of one place', () => {
    const lines = runVirtual(function* () {
      const queue = new Queue<number>(1);
      const { lines, log } = turnLog();
      function* produce(): Coroutine<void> {
        for (let item = 0; item < 4; item++) {
          yield* queue.put(item);
          log(`put ${item}`);
        }
      }
      function* consume(name: string): Coroutine<void> {
        for (let i = 0; i < 2; i++) log(`${name} got ${yield* queue.get()}`);
      }
      const tasks = [createTask(produce()), createTask(consume('a')), createTask(consume('b'))];
      for (const task of tasks) yield* task;
      return lines;
    });
    expect(lines).toEqual([
      ...['1 put 0', '1 a got 0', '2 put 1', '3 a got 1', '4 put 2', '5 b got 2', '6 put 3', '7 b got 3'],
    ]);
  });

  it('getters are woken, cancelled and shut down', () => {
    const lines = runVirtual(function* () {
      const queue = new Queue<number>();
      const { lines, log } = turnLog();
      function* getter(name: string): Coroutine<void> {
        log(`${name} got ${yield* queue.get()}`);
      }
      const tasks = ['a', 'b', 'c', 'd'].map((name) => createTask(logged(name, log, () => getter(name))));
      yield* turns(2);
      queue.putNowait(1);
      queue.putNowait(2);
      tasks[0]!.cancel();
      log('put two, cancelled a');
      yield* turns(3);
      queue.shutdown();
      log('shut down');
      yield* settle(tasks);
      return lines;
    });
    expect(lines).toEqual([
      ...[
        '2 put two, cancelled a',
        '3 a cancelled',
        '3 b got 1',
        '4 c got 2',
        '5 shut down',
        '6 d shut down',
      ],
    ]);
  });

  it('putters are woken, cancelled and shut down', () => {
    const lines = runVirtual(function* () {
      const queue = new Queue<string>(1);
      const { lines, log } = turnLog();
      function* putter(name: string): Coroutine<void> {
        yield* queue.put(name);
        log(`put ${name}`);
      }
      const names = ['a', 'b', 'c', 'd', 'e'];
      const tasks = names.map((name) => createTask(logged(name, log, () => putter(name))));
      yield* turns(2);
      log(`get ${queue.getNowait()}`);
      tasks[1]!.cancel();
      yield* turns(3);
      log(`get ${yield* queue.get()}`);
      yield* turns(2);
      queue.shutdown();
      log(`get ${queue.getNowait()}`);
      yield* settle(tasks);
      return lines;
    });
    expect(lines).toEqual([
      ...['1 put a', '2 get a', '3 b cancelled', '4 put c', '5 get c', '6 put d', '7 get d', '8 e shut down'],
    ]);
  });

  it('join returns', () => {
    const lines = runVirtual(function* () {
      const queue = new Queue<number>();
      const { lines, log } = turnLog();
      function* join(): Coroutine<void> {
        yield* queue.join();
        log('joined');
      }
      function* work(): Coroutine<void> {
        for (;;) {
          const item = yield* queue.get();
          yield* turns(1);
          log(`did ${item}`);
          queue.taskDone();
        }
      }
      for (let item = 0; item < 3; item++) queue.putNowait(item);
      const workers = [createTask(work()), createTask(work())];
      yield* createTask(join());
      yield* queue.join();
      log('joined again');
      queue.putNowait(3);
      yield* turns(1);
      log(String(queue));
      yield* queue.join();
      log('and again');
      for (const worker of workers) worker.cancel();
      return lines;
    });
    expect(lines).toEqual([
      ...['2 did 0', '2 did 1', '3 did 2', '4 joined', '5 joined again'],
      ...['6 <Queue maxsize=0 _getters[1] tasks=1>', '7 did 3', '8 and again'],
    ]);
  });
});
