import { ValueError } from '@asyncio-ts/contextvars';
import { getRunningLoop } from '@asyncio-ts/loop';
import { CancelledError, coroutine, createTask, type Future, isCoroutine, sleep } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Collector } from '../src/internal.js';

describe('sleep', () => {
  it.each([0, -1, -Infinity])('of %s seconds takes exactly one turn', (delay) => {
    runVirtual(function* () {
      const log: string[] = [];
      function* other() {
        for (let turn = 1; turn <= 3; turn++) {
          log.push(`other ${turn}`);
          yield* sleep(0);
        }
      }
      const task = createTask(other());
      for (let turn = 1; turn <= 3; turn++) {
        log.push(`main ${turn}`);
        expect(yield* sleep(delay, turn)).toBe(turn);
      }
      yield* task;
      expect(log).toEqual(['main 1', 'other 1', 'main 2', 'other 2', 'main 3', 'other 3']);
      expect(getRunningLoop().time()).toBe(0);
    });
  });

  it('takes its timer along when it is cancelled', () => {
    runVirtual(function* () {
      const tasks = Array.from({ length: 200 }, () => createTask(sleep(1_000)));
      yield* sleep(0);
      for (const task of tasks) task.cancel('up');
      for (const task of tasks) expect(yield* failureOf(task)).toEqual(new CancelledError('up'));
      expect(getRunningLoop()._timers.size).toBeLessThan(100); // swept, not kept until they are due
    });
  });

  it('takes its timer along when it is closed', () => {
    runVirtual(function* () {
      const call = sleep(1_000);
      call[Symbol.iterator]().next();
      call.close();
      expect(getRunningLoop()._timers.peek()).toBe(undefined);
      yield* sleep(0);
    });
  });

  it('refuses to be resumed by hand too early, as CPython does', () => {
    const main = coroutine(function* main() {
      const cursor = sleep(1, 'result')[Symbol.iterator]();
      expect(cursor.next().done).toBe(false);
      expect(String(thrownBy(() => cursor.next()))).toContain("await wasn't used with future");
      yield* sleep(2);
      expect(cursor.next()).toEqual({ done: true, value: 'result' });
    });
    runVirtual(main);
  });

  it('for ever ends with its cancellation', () => {
    runVirtual(function* () {
      const task = createTask(sleep(Infinity));
      yield* sleep(1e6);
      expect(task.done()).toBe(false);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
    });
  });

  it('refuses what is no number of seconds, before it makes anything', () => {
    runVirtual(function* () {
      expect(thrownBy(() => sleep(NaN))).toBeInstanceOf(ValueError);
      expect(String(thrownBy(() => sleep(NaN)))).toContain('Invalid delay: NaN (not a number)');
      expect(thrownBy(() => sleep('1' as never))).toMatchObject({
        name: 'TypeError',
        message: 'delay must be a number of seconds, got "1"',
      });
      yield* turns(1);
    });
  });

  it.each([0, 10])(
    'of %s seconds is over once it was closed, or thrown at, and cannot be awaited then',
    (delay) => {
      runVirtual(function* () {
        const [fresh, closed, thrownAt, ended] = Array.from({ length: 4 }, () => sleep(delay));
        for (const call of [closed, thrownAt, ended]) call![Symbol.iterator]().next();
        fresh!.close();
        closed!.close();
        closed!.close();
        expect(thrownBy(() => thrownAt!.throw(new TypeError('up')))).toEqual(new TypeError('up'));
        if (delay > 0) yield* sleep(delay);
        ended!.next();
        if (delay > 0) ended!.close();
        for (const call of [fresh, closed, thrownAt, ended]) {
          expect(String(call)).toBe('<coroutine sleep() finished>');
          expect(thrownBy(() => call!.next())).toMatchObject({
            name: 'RuntimeError',
            message: expect.stringMatching(/^cannot reuse already awaited coroutine/) as string,
          });
        }
        expect(getRunningLoop()._timers.peek()).toBeUndefined();
        yield* sleep(0);
      });
    },
  );

  it('takes its timer along when the generator that awaits it is closed, or thrown at by hand', () => {
    runVirtual(function* () {
      function* awaits() {
        yield* sleep(10);
      }
      const [closed, thrownAt] = [awaits(), awaits()];
      closed.next();
      thrownAt.next();
      closed.return();
      expect(thrownBy(() => thrownAt.throw(new TypeError('up')))).toEqual(new TypeError('up'));
      expect(getRunningLoop()._timers.peek()).toBeUndefined();
      yield* sleep(0);
    });
  });

  it('that is cancelled in the turn in which it is due, before it is its turn, is cancelled', () => {
    runVirtual(function* () {
      getRunningLoop().callAt(10, () => {
        late.cancel('just in time');
      });
      const late = createTask(sleep(10));
      expect(yield* failureOf(late)).toEqual(new CancelledError('just in time'));
      expect(getRunningLoop().time()).toBe(10);
    });
  });

  it('awaited twice tells whether the first time is over', () => {
    runVirtual(function* () {
      const call = sleep(10);
      createTask(
        (function* () {
          yield* call;
        })(),
      );
      yield* sleep(0);
      expect(thrownBy(() => call[Symbol.iterator]())).toMatchObject({
        message: expect.stringMatching(
          /^coroutine is being awaited already: <coroutine sleep\(\) awaited>/,
        ) as string,
      });
      yield* sleep(20);
      expect(thrownBy(() => call[Symbol.iterator]())).toMatchObject({
        message: expect.stringMatching(
          /^cannot reuse already awaited coroutine: <coroutine sleep\(\) finished>/,
        ) as string,
      });
    });
  });

  it('awaited through its future by others as well tells them all', () => {
    runVirtual(function* () {
      const alarm = sleep(10, 'woken')[Symbol.iterator]() as unknown as Future<string>;
      const told: string[] = [];
      alarm._collect(new Collector((future) => told.push(String(future.result()))));
      expect([yield* alarm, told]).toEqual(['woken', ['woken']]);
      const alone = sleep(10, 'alone')[Symbol.iterator]() as unknown as Future<string>;
      alone._collect(new Collector((future) => told.push(String(future.result()))));
      yield* sleep(20);
      expect(told).toEqual(['woken', 'alone']);
      const early = sleep(Infinity, 'woken')[Symbol.iterator]() as unknown as Future<string>;
      early.setResult('by hand');
      expect([yield* early, getRunningLoop()._timers.peek()]).toEqual(['by hand', undefined]);
    });
  });

  it('closed while a task waits in it leaves the task waiting, until it is cancelled', () => {
    runVirtual(function* () {
      const call = sleep(10);
      const task = createTask(
        (function* () {
          yield* call;
        })(),
      );
      yield* sleep(0);
      call.close();
      yield* sleep(20);
      expect([task.done(), task.cancel()]).toEqual([false, true]);
      expect(yield* failureOf(task)).toEqual(new CancelledError()); // CPython: cannot reuse already awaited coroutine
    });
  });

  it.each([0, 10])('of %s seconds that was begun by hand is being awaited', (delay) => {
    runVirtual(function* () {
      const call = sleep(delay);
      call.next();
      expect(thrownBy(() => call[Symbol.iterator]())).toMatchObject({
        message: expect.stringMatching(/^coroutine is being awaited already/) as string,
      });
      call.close();
      expect(getRunningLoop()._timers.peek()).toBeUndefined();
      yield* sleep(0);
    });
  });

  it('waits in a future, which is no coroutine', () => {
    runVirtual(function* () {
      const future = sleep(10)[Symbol.iterator]();
      expect(isCoroutine(future)).toBe(false);
      yield* sleep(0);
    });
  });
});
