/** Closing coroutines, wherever they are, and driving them by hand. */
import {
  CancelledError,
  type Coroutine,
  coroutine,
  type CoroutineObject,
  createTask,
  Future,
  sleep,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, handsStepsOn, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const sleeps = coroutine(function* sleeps(log: string[], name: string, body?: Yieldable<unknown>) {
  try {
    yield* body ?? sleep(10);
    log.push(`${name} went on`);
  } finally {
    log.push(`${name} left`);
  }
});

describe('close()', () => {
  it('of a call on a task’s stack: its task gets a RuntimeError when it is woken, as in CPython', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const future = new Future<void>();
      const inner = sleeps(log, 'inner', future);
      const middle = sleeps(log, 'middle', inner);
      const task = createTask(sleeps(log, 'outer', middle));
      yield* sleep(0);
      middle.close();
      expect([log, String(inner), String(middle)]).toEqual([
        ['inner left', 'middle left'],
        '<coroutine sleeps() finished>',
        '<coroutine sleeps() finished>',
      ]);
      future.setResult();
      expect(String(yield* failureOf(task))).toContain('cannot reuse already awaited coroutine');
      expect(log).toEqual(['inner left', 'middle left', 'outer left']);
    });
  });

  it('of a call above one that was closed goes through', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const inner = sleeps(log, 'inner');
      const outer = sleeps(log, 'outer', inner);
      outer[Symbol.iterator]().next();
      inner.close();
      outer.close();
      expect([log, String(outer)]).toEqual([['inner left', 'outer left'], '<coroutine sleeps() finished>']);
      yield* sleep(0);
    });
  });

  it('passes on what a finally block throws; the coroutine is closed all the same', () => {
    runVirtual(function* () {
      const fails = coroutine(function* fails() {
        try {
          yield* sleep(10);
        } finally {
          yield* throws(new TypeError('in finally'));
        }
      });
      const call = fails();
      call[Symbol.iterator]().next();
      expect(
        thrownBy(() => {
          call.close();
        }),
      ).toEqual(new TypeError('in finally'));
      call.close();
      expect(String(call)).toBe('<coroutine fails() finished>');
      yield* sleep(0);
    });
  });

  it('by the coroutine itself is a ValueError, and the coroutine goes on unharmed', () => {
    runVirtual(function* () {
      const self: CoroutineObject<string> = coroutine(function* closesItself() {
        yield* sleep(0);
        const error = thrownBy(() => {
          self.close();
        }) as Error;
        yield* sleep(0);
        return `${error.name}: ${error.message}`;
      })();
      expect(yield* createTask(self)).toBe(
        'ValueError: coroutine already executing: <coroutine closesItself() awaited>\n' +
          '  It cannot close itself; return, or throw an error',
      );
    });
  });
});

describe('a coroutine', () => {
  it('that failed without suspending is over: it says so, and cannot be awaited again', () => {
    runVirtual(function* () {
      const call = coroutine(() => throws(new TypeError('oops')))();
      expect(yield* failureOf(call)).toEqual(new TypeError('oops'));
      expect(String(call)).toMatch(/finished>$/);
      expect(String(yield* failureOf(call))).toContain('cannot reuse already awaited coroutine');
      expect(yield* createTask(sleep(0, 'others go on'))).toBe('others go on');
    });
  });

  it('that awaits itself gets a RuntimeError', () => {
    runVirtual(function* () {
      const self: CoroutineObject<unknown> = coroutine(function* awaitsItself(): Coroutine {
        return yield* failureOf(self);
      })();
      expect(String(yield* self)).toContain(
        'coroutine is being awaited already: <coroutine awaitsItself() awaited>',
      );
    });
  });

  it('stepped by hand inside a task takes what it is given, errors included', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const catches = coroutine(function* catches() {
        for (let i = 0; i < 2; i++) {
          try {
            yield* sleep(10);
          } catch (error) {
            log.push(String(error));
          }
        }
        return 'end';
      });
      const call = coroutine(function* wraps() {
        return yield* catches();
      })();
      const steps = call[Symbol.iterator]();
      expect(steps.next().done).toBe(false);
      expect(steps.throw(new TypeError('first')).done).toBe(false);
      expect(String(call)).toBe('<coroutine wraps() awaited>');
      yield* sleep(1); // suspends the task, not the coroutine
      expect(steps.throw(new CancelledError('second'))).toEqual({ done: true, value: 'end' });
      expect(String(call)).toBe('<coroutine wraps() finished>');
      expect(log).toEqual(['TypeError: first', 'CancelledError: second']);
      const failing = sleep(10)[Symbol.iterator]();
      failing.next();
      expect(thrownBy(() => failing.throw(new TypeError('third')))).toEqual(new TypeError('third'));
    });
  });

  it('driven by a generator that hands its suspensions on works in a task as if it was awaited', () => {
    function* drive<T>(call: Yieldable<T>): Coroutine<T> {
      const steps = call[Symbol.iterator]();
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) return step.value;
        // eslint-disable-next-line asyncio/no-bare-yield -- a driver hands on what it gets
        yield step.value;
      }
    }
    runVirtual(function* () {
      const future = new Future<number>();
      const waits = coroutine(function* waits() {
        yield* turns(2);
        return (yield* future) + (yield* sleep(1, 1));
      });
      const task = createTask(drive(coroutine(() => drive(waits()))()));
      yield* turns(4);
      future.setResult(41);
      expect(yield* task).toBe(42);
    });
  });

  it('a thousand calls deep is suspended, resumed and cancelled like any other', () => {
    const dive: (depth: number) => CoroutineObject<number> = coroutine(function* level(
      depth: number,
    ): Coroutine<number> {
      if (depth > 0) return 1 + (yield* dive(depth - 1));
      yield* sleep(1);
      yield* sleep(1);
      return 0;
    });
    runVirtual(function* () {
      const [task, other] = [createTask(dive(1000)), createTask(dive(1000))];
      yield* sleep(1.5);
      const calls = handsStepsOn ? 1001 : 1; // those in between are not known otherwise: see there
      expect(task.getStack()).toEqual([...Array.from({ length: calls }, () => 'level'), 'sleep']);
      other.cancel();
      expect(yield* failureOf(other)).toBeInstanceOf(CancelledError);
      expect(yield* task).toBe(1000);
    });
  });
});

function* throws(error: Error): Coroutine<never> {
  throw error;
}
