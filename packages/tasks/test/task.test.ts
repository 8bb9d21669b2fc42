import { ContextVar, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  coroutine,
  createEagerTaskFactory,
  createTask,
  currentTask,
  eagerTaskFactory,
  Future,
  getTaskFactory,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { awaits, fails } from './small-coroutines.js';

const returns = coroutine(function* returns<T>(value: T) {
  yield* sleep(0);
  return value;
});

describe('createTask', () => {
  it('starts the coroutine in the next turn', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          log.push('task');
        })(),
      );
      log.push('creator');
      yield* task;
      expect(log).toEqual(['creator', 'task']);
    });
  });

  it('keeps tasks alive that nobody else holds, in the order they were made', () => {
    runVirtual(function* () {
      createTask(sleep(1), { name: 'a' });
      createTask(sleep(2), { name: 'b' });
      createTask(sleep(3), { name: 'c' });
      const names = () => [...allTasks()].map((task) => task.getName()).slice(1);
      expect(names()).toEqual(['a', 'b', 'c']);
      yield* sleep(2.5);
      expect(names()).toEqual(['c']);
      yield* sleep(1);
      expect(names()).toEqual([]);
    });
  });

  it.each([
    [returns, 'a coroutine was expected, got function returns()\n  Call it first: createTask(returns())'],
    [() => 3, 'Call it first: createTask(f())'],
    [Promise.resolve(1), 'A promise is under way already'],
    [42, 'a coroutine was expected, got 42'],
    [null, 'a coroutine was expected, got null'],
    [[], 'a coroutine was expected, got []'],
  ])('refuses what is no coroutine: %s', (value, message) => {
    runVirtual(function* () {
      const error = thrownBy(() => createTask(value as never));
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toContain(message);
      expect(yield* createTask(returns(1))).toBe(1); // nothing else is harmed
      expect(allTasks().size).toBe(1);
    });
  });

  it('refuses a future, which needs no task', () => {
    runVirtual(function* () {
      const error = thrownBy(() => createTask(new Future<void>() as never)); // types refuse it, too
      expect(String(error)).toContain('A future needs no task: await it as it is');
    });
  });

  it('refuses a raw generator that has a task already', () => {
    runVirtual(function* () {
      const generator = turns(1);
      const task = createTask(generator);
      const error = thrownBy(() => createTask(generator));
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toContain('cannot reuse already awaited coroutine');
      yield* task;
    });
  });

  it('refuses a closed loop, and makes nothing', () => {
    const loop = new VirtualTimeLoop();
    loop.close();
    expect(String(thrownBy(() => createTask(returns(1), { loop })))).toContain('Event loop is closed');
    expect(allTasks(loop).size).toBe(0);
  });

  it('needs a running loop', () => {
    expect(String(thrownBy(() => createTask(returns(1))))).toContain('no running event loop');
  });
});

describe('a task', () => {
  it('of another loop is not the current one, even while it drives that loop', () => {
    runVirtual(function* () {
      const inner = new VirtualTimeLoop();
      const outer = currentTask();
      expect(currentTask(inner)).toBe(undefined);
      const seen = runUntilCompleteSync(
        inner,
        (function* () {
          return currentTask();
        })(),
      );
      expect(seen === outer).toBe(false);
      inner.close();
    });
  });

  it('describes its state in one line', () => {
    runVirtual(function* () {
      const task = createTask(returns(1), { name: 'a' });
      expect(String(task)).toBe(`<Task pending name='a' coro=<returns()>>`);
      const waiting = createTask(sleep(9), { name: 'b' });
      yield* sleep(0);
      expect(String(waiting)).toBe(
        `<Task pending name='b' coro=<sleep()> wait_for=<Future pending cb=[wakeup of b]>>`,
      );
      waiting.cancel();
      expect(String(waiting)).toContain(`<Task cancelling name='b'`);
      yield* failureOf(waiting);
      expect(String(waiting)).toBe(`<Task cancelled name='b' coro=<sleep()>>`);
      yield* task;
      expect(String(task)).toBe(`<Task finished name='a' coro=<returns()> result=1>`);
    });
  });

  it('prints its stack', () => {
    runVirtual(function* () {
      const lines: string[] = [];
      const print = (text: string) => void lines.push(text);
      const task = createTask(returns(1), { name: 'a' });
      yield* sleep(0);
      task.printStack({ print });
      yield* task;
      task.printStack({ print });
      expect(lines).toEqual([
        expect.stringMatching(/^Stack for <Task pending .*> \(most recent call last\):\n {2}returns\(\)/),
        expect.stringMatching(/^No stack for <Task finished /),
      ]);
    });
  });

  it('prints the innermost calls only, if that is asked for', () => {
    runVirtual(function* () {
      const lines: string[] = [];
      const task = createTask(
        coroutine(function* sleeps() {
          yield* sleep(1);
        })(),
      );
      yield* sleep(0);
      expect(task.getStack()).toEqual(['sleeps', 'sleep']);
      task.printStack({ limit: 1, print: (text) => void lines.push(...text.split('\n').slice(1)) });
      expect(lines).toEqual(['  sleep()']);
      yield* task;
    });
  });

  it('runs in its own copy of the context variables, or in the one it is given', () => {
    const who = new ContextVar('who', { default: 'nobody' });
    function* rename(name: string): Coroutine<void> {
      who.set(name);
      yield* sleep(0);
      expect(who.get()).toBe(name);
    }
    runVirtual(function* () {
      who.set('creator');
      const context = copyContext();
      yield* createTask(rename('child'));
      expect(who.get()).toBe('creator');
      yield* createTask(rename('shared'), { context });
      expect(context.get(who)).toBe('shared');
    });
  });

  it('fails if its context is entered already when its turn comes', () => {
    const loop = new VirtualTimeLoop();
    const context = copyContext();
    const task = createTask(returns(1), { loop, context });
    context.run(() => {
      loop.advance(0);
    });
    expect(String(task.exception())).toContain('cannot enter context');
    expect(allTasks(loop).size).toBe(0);
    loop.close();
  });
});

describe('a result that is forced on a task, as the base class allows', () => {
  it('in the middle of a step wins as well; the rest of the step is reported, and everything else goes on', () => {
    const { result, reported } = runReporting(function* () {
      function* forces(): Coroutine<void> {
        Future.prototype.setResult.call(task, 'forced');
      }
      const task: Task<unknown> = createTask(forces());
      yield* sleep(1);
      return [task.result(), allTasks().size];
    });
    expect(result).toEqual(['forced', 1]);
    expect(reported.map(({ exception }) => String(exception))).toEqual([
      expect.stringMatching(/^InvalidStateError: step\(\): already done: <Task finished /),
    ]);
  });
});

describe('cancel', () => {
  it('throws CancelledError at the place of suspension, in a later turn, with its message', () => {
    runVirtual(function* () {
      const log: string[] = [];
      function* sleeper() {
        try {
          yield* sleep(10);
        } catch (error) {
          log.push(String(error));
          throw error;
        }
      }
      const task = createTask(sleeper());
      yield* sleep(0);
      expect(task.cancel('enough')).toBe(true);
      expect(log).toEqual([]);
      expect(yield* failureOf(task)).toEqual(new CancelledError('enough'));
      expect(log).toEqual(['CancelledError: enough']);
      expect(task.cancelled()).toBe(true);
      expect(task.cancel()).toBe(false);
    });
  });

  it('of oneself hits the next await, down to the innermost task', () => {
    runVirtual(function* () {
      const inner = createTask(sleep(10));
      const task = createTask(
        (function* () {
          currentTask()!.cancel('me');
          yield* inner;
        })(),
      );
      expect(yield* failureOf(task)).toEqual(new CancelledError('me'));
      expect(inner.cancelled()).toBe(true);
    });
  });

  it('that is taken back before it arrives is dropped', () => {
    runVirtual(function* () {
      const task = createTask(returns('fine'));
      task.cancel();
      task.cancel();
      expect(task.cancelling()).toBe(2);
      expect(task.uncancel()).toBe(1);
      expect(task.uncancel()).toBe(0);
      expect(task.uncancel()).toBe(0);
      expect(yield* task).toBe('fine');
    });
  });

  it('reaches a task whose future is done already instead of its result', () => {
    runVirtual(function* () {
      for (const settle of [
        (f: Future<void>) => {
          f.setResult();
        },
        (f: Future<void>) => {
          f.setException(new TypeError('no'));
        },
      ]) {
        const future = new Future<void>();
        const task = createTask(waitFor(future));
        yield* sleep(0);
        settle(future);
        task.cancel('late');
        expect(yield* failureOf(task)).toEqual(new CancelledError('late'));
      }
    });
  });

  it('keeps the error of a future that was cancelled itself, or failed with a CancelledError', () => {
    runVirtual(function* () {
      const error = new CancelledError('future');
      for (const settle of [
        (f: Future<void>) => {
          f.cancel('future');
        },
        (f: Future<void>) => {
          f.setException(error);
        },
      ]) {
        const future = new Future<void>();
        const task = createTask(waitFor(future));
        yield* sleep(0);
        settle(future);
        task.cancel('task');
        expect(yield* failureOf(task)).toEqual(error);
      }
    });
  });

  it('is not lost when the result that it comes after is itself a CancelledError', () => {
    runVirtual(function* () {
      const future = new Future<CancelledError>();
      const task = createTask(awaits(future));
      yield* sleep(0);
      future.setResult(new CancelledError('a result'));
      task.cancel('task');
      expect(yield* failureOf(task)).toEqual(new CancelledError('task'));
    });
  });

  it('of oneself, swallowed by the task that is awaited next, arrives nowhere else', () => {
    runVirtual(function* () {
      const stubborn = createTask(
        (function* () {
          yield* failureOf(sleep(10));
          return 'survived';
        })(),
      );
      yield* sleep(0);
      const task = createTask(
        (function* () {
          currentTask()!.cancel();
          return yield* stubborn;
        })(),
      );
      expect(yield* task).toBe('survived');
    });
  });

  it('may be swallowed: the task goes on, and its request stays counted', () => {
    runVirtual(function* () {
      const task = createTask(
        (function* () {
          try {
            yield* sleep(10);
          } catch {
            yield* sleep(1);
          }
          return 'survived';
        })(),
      );
      yield* sleep(0);
      task.cancel();
      expect(yield* task).toBe('survived');
      expect(task.cancelling()).toBe(1);
    });
  });

  it('throws the very same error object to the first who awaits, and a new one without message later, as CPython', () => {
    runVirtual(function* () {
      const error = new CancelledError('mine');
      const task = createTask(
        (function* () {
          yield* sleep(0);
          throw error;
        })(),
      );
      expect(yield* failureOf(task)).toBe(error);
      expect(yield* failureOf(task)).toEqual(new CancelledError());
    });
  });
});

describe('misuse', () => {
  const cases: [string, () => Coroutine, string][] = [
    [
      'a task awaits itself',
      function* () {
        yield* currentTask()!;
      },
      'Task cannot await on itself',
    ],
    [
      'a foreign value is yielded',
      function* () {
        // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
        yield 42 as never;
      },
      'Task got bad yield: 42\n  A coroutine may only await, with yield*',
    ],
    [
      'a promise is yielded',
      function* () {
        // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
        yield Promise.resolve(1) as never;
      },
      'Await a promise with yield* fromPromise(promise)',
    ],
    [
      'a future is yielded without star',
      function* () {
        // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
        yield new Future() as never;
      },
      'yield was used instead of yield* in task',
    ],
    [
      'a coroutine is yielded without star',
      function* () {
        // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
        yield sleep(1) as never;
      },
      'yield was used instead of yield* in task',
    ],
    [
      'a future of another loop is awaited',
      function* () {
        yield* new Future({ loop: new VirtualTimeLoop() });
      },
      'attached to a different loop',
    ],
  ];
  it.each(cases)('%s: a RuntimeError at the place, and nothing else is harmed', (_what, main, message) => {
    runVirtual(function* () {
      const task = createTask(main());
      const other = createTask(returns('other'));
      const error = yield* failureOf(task);
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toContain(message);
      expect(yield* other).toBe('other');
    });
  });

  it('does not hide an error that the coroutine throws instead, nor one thrown for another reason', () => {
    runVirtual(function* () {
      const own = new Error('I throw what I like');
      const catches = createTask(
        (function* () {
          try {
            // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
            yield 42 as never;
          } catch {
            throw own;
          }
        })(),
      );
      expect(yield* failureOf(catches)).toBe(own);
      const late = new TypeError('cannot throw');
      const cleansUp = createTask(
        (function* () {
          try {
            yield* sleep(10);
          } finally {
            yield* fails(late);
          }
        })(),
      );
      yield* sleep(0);
      cleansUp.cancel();
      expect(yield* failureOf(cleansUp)).toBe(late);
    });
  });

  it('can be caught where it happened, and a cancellation comes before it', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          try {
            // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
            yield 42 as never;
          } catch (error) {
            log.push((error as Error).name);
          }
          return 'went on';
        })(),
      );
      yield* sleep(0);
      task.cancel();
      expect(yield* task).toBe('went on');
      expect(log).toEqual(['CancelledError']);
    });
  });
});

describe('an eager task', () => {
  it('runs up to its first suspension before createTask returns', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          log.push('started');
          expect(currentTask()).not.toBe(undefined);
          yield* sleep(0);
          log.push('ended');
        })(),
        { eagerStart: true },
      );
      log.push('created');
      expect(allTasks().has(task)).toBe(true);
      yield* task;
      expect(log).toEqual(['started', 'created', 'ended']);
    });
  });

  it('that was suspended tells its coroutine, as any other', () => {
    runVirtual(function* () {
      const call = returns(1);
      const task = createTask(call, { eagerStart: true });
      expect(task.getCoro()).toBe(call);
      yield* task;
      expect(task.getCoro()).toBe(call);
    });
  });

  it('is done on the spot if it never suspends, and is current only meanwhile', () => {
    runVirtual(function* () {
      const me = currentTask();
      let seen: unknown;
      const task = createTask(
        (function* () {
          seen = currentTask();
          expect(allTasks().has(seen as Task<unknown>)).toBe(true);
          return 5;
        })(),
        { eagerStart: true },
      );
      expect(seen).toBe(task);
      expect(currentTask()).toBe(me);
      expect([task.done(), task.result(), allTasks().has(task), task.getCoro()]).toEqual([
        true,
        5,
        false,
        undefined,
      ]);
    });
  });

  it('that fails at once is a failed task, and nothing escapes from createTask', () => {
    runVirtual(function* () {
      const task = createTask(
        (function* () {
          throw new TypeError('at once');
        })(),
        { eagerStart: true },
      );
      expect([task.done(), task.exception()]).toEqual([true, new TypeError('at once')]);
    });
  });

  it('waits for the loop if that is not running', () => {
    const loop = new VirtualTimeLoop();
    let started = false;
    const task = createTask(
      (function* () {
        started = true;
      })(),
      { loop, eagerStart: true },
    );
    expect(started).toBe(false);
    runUntilCompleteSync(loop, task);
    expect(started).toBe(true);
    loop.close();
  });
});

describe('task factories', () => {
  it('make every task of a loop', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      expect(getTaskFactory(loop)).toBe(undefined);
      setTaskFactory(loop, eagerTaskFactory);
      expect(getTaskFactory(loop)).toBe(eagerTaskFactory);
      expect(
        createTask(
          (function* () {
            return 1;
          })(),
        ).done(),
      ).toBe(true);
      setTaskFactory(loop, undefined);
      expect(
        createTask(
          (function* () {
            return 1;
          })(),
        ).done(),
      ).toBe(false);
      yield* sleep(0);
    });
  });

  it("can make tasks of a class of one's own", () => {
    class Named<T> extends Task<T> {
      readonly isMine = true;
    }
    runVirtual(function* () {
      setTaskFactory(
        getRunningLoop(),
        createEagerTaskFactory((call, options) => new Named(call, options)),
      );
      expect(createTask(returns(1))).toMatchObject({ isMine: true });
      const lazy = createTask(
        (function* () {
          return 1;
        })(),
        { eagerStart: false },
      );
      expect(lazy.done()).toBe(false);
      yield* lazy;
    });
  });

  it('start tasks eagerly unless told not to, also if told nothing in so many words', () => {
    runVirtual(function* () {
      setTaskFactory(getRunningLoop(), eagerTaskFactory);
      const isDone = (eagerStart: boolean | undefined): boolean =>
        createTask(
          (function* () {
            return 1;
          })(),
          { eagerStart },
        ).done();
      expect([undefined, true, false].map(isDone)).toEqual([true, true, false]);
      yield* sleep(0);
    });
  });

  it('must be functions', () => {
    const loop = new VirtualTimeLoop();
    expect(
      thrownBy(() => {
        setTaskFactory(loop, 3 as never);
      }),
    ).toBeInstanceOf(TypeError);
  });
});

describe('debug mode', () => {
  it('reports a coroutine that was never awaited, with the place where it was made', () => {
    const { reported } = runReporting(
      function* () {
        // eslint-disable-next-line asyncio/no-unyielded -- the mistake that is tested
        returns(1);
        const closed = returns(2);
        closed.close();
        yield* returns(3);
      },
      { debug: true },
    );
    expect(reported).toHaveLength(1);
    expect(reported[0]!.message).toMatch(/^coroutine 'returns' was never awaited at .*task\.test\.ts\S*:\d+/);
    expect(reported[0]!.message).toContain('Write `yield* returns(…)`');
  });

  it('watches nothing outside of a running loop', () => {
    const loop = new VirtualTimeLoop({ debug: true });
    // eslint-disable-next-line asyncio/no-unyielded -- the mistake that is tested
    returns(1);
    loop.close();
  });
});

/** After each step of any task, the table at the top of task.ts holds. */
it('a live task is parked, ready or running', () => {
  runVirtual(function* () {
    const future = new Future<void>();
    const task = createTask(waitFor(future));
    expect(task._waiter).toBe(undefined); // ready: never ran
    yield* sleep(0);
    expect(task._waiter).toBe(future); // parked
    future.setResult();
    expect(task._waiter?.done()).toBe(true); // ready: its future is done
    yield* task;
    expect(task._waiter).toBe(undefined);
  });
});

function* waitFor(future: Future<void>): Coroutine<void> {
  yield* future;
}

it('a task that awaited itself cannot be awaited any more, as in CPython', () => {
  runVirtual(function* () {
    const task = createTask(
      (function* () {
        try {
          yield* currentTask()!;
        } catch {
          yield* sleep(1); // and goes on
        }
      })(),
    );
    yield* sleep(0);
    for (let i = 0; i < 2; i++) {
      expect(String(yield* failureOf(task))).toContain("await wasn't used with future");
    }
    yield* sleep(2);
    expect(yield* task).toBe(undefined); // but for its result
  });
});
