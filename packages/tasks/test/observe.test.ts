// What an observer is told, and that the events together say all that happened.
import { EventLoop, getRunningLoop, KeyboardInterrupt, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type AnyCoroutine,
  CancelledError,
  coroutine,
  createTask,
  Future,
  observe,
  type Observer,
  run,
  runUntilCompleteSync,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { lineOf, nap, nothing } from './observed.js';

/** Runs `main` in virtual time under an observer, and gives the lines of its events up to the end of main. */
function linesOf(main: () => AnyCoroutine, options: { debug?: boolean } = {}): string[] {
  const lines: string[] = [];
  const loop = new VirtualTimeLoop({ debug: false, ...options });
  observe(loop, (event) => lines.push(lineOf(event)));
  runUntilCompleteSync(loop, new Task(main(), { loop, name: 'main' }));
  loop.close();
  return lines.slice(
    0,
    lines.findIndex((line) => line.endsWith('stopLoop()>')),
  );
}

describe('an observer', () => {
  it('is told of tasks, their steps, what they wait for, and of timers', () => {
    const lines = linesOf(function* () {
      yield* createTask(nap(2), { name: 'a' });
    });
    expect(lines).toEqual([
      '0 taskCreated main undefined',
      '0 woken main undefined',
      '0 turnBegan 1',
      '0 stepBegan main',
      '0 taskCreated a main',
      '0 woken a main',
      '0 suspended main a',
      '0 stepEnded main',
      '0 turnBegan 1',
      '0 stepBegan a',
      '0 timerSet <Future pending> 2',
      '0 suspended a <Future pending cb=[wakeup of a]>',
      '0 stepEnded a',
      '2 timerFired <Future pending cb=[wakeup of a]>',
      '2 turnBegan 1',
      '2 callbackBegan <Future pending cb=[wakeup of a]>',
      '2 woken a undefined',
      '2 callbackEnded <Future finished result=undefined>',
      '2 turnBegan 1',
      '2 stepBegan a',
      '2 woken main a',
      '2 done a',
      '2 stepEnded a',
      '2 turnBegan 1',
      '2 stepBegan main',
    ]);
  });

  it('sees that a turn is waited for, and that the task is ready again', () => {
    const lines = linesOf(function* () {
      yield* sleep(0);
    });
    expect(lines.slice(3)).toEqual([
      '0 stepBegan main',
      '0 suspended main undefined',
      '0 woken main undefined',
      '0 stepEnded main',
      '0 turnBegan 1',
      '0 stepBegan main',
    ]);
  });

  it('sees cancellations: each task that is asked, who asks, and the timer that nobody needs', () => {
    const lines = linesOf(function* () {
      const inner = createTask(nap(9), { name: 'inner' });
      const outer = createTask(awaiting(inner), { name: 'outer' });
      yield* sleep(1);
      outer.cancel();
      yield* sleep(1);
    }).filter((line) => /cancelRequested|timerCancelled|done/.test(line));
    expect(lines).toEqual([
      '1 cancelRequested outer main',
      '1 cancelRequested inner main',
      '1 timerCancelled <Future cancelled>',
      '1 done inner',
      '1 done outer',
    ]);
  });

  it('sees callbacks, their timers, and timers that are taken back', () => {
    const lines = linesOf(function* () {
      const loop = getRunningLoop();
      loop.callSoon(function soon() {});
      loop.callLater(5, function never() {}).cancel();
      const future = new Future<void>();
      loop.callLater(1, function later() {
        future.setResult();
      });
      yield* future;
    }).filter((line) => /soon|never|later|Handle/.test(line));
    expect(lines).toEqual([
      '0 callbackQueued <Handle function soon()>',
      '0 timerSet <TimerHandle when=5 function never()> 5',
      '0 timerCancelled <TimerHandle cancelled when=5>',
      '0 timerSet <TimerHandle when=1 function later()> 1',
      '0 callbackBegan <Handle function soon()>',
      '0 callbackEnded <Handle function soon()>',
      '1 timerFired <TimerHandle when=1 function later()>',
      '1 callbackBegan <TimerHandle when=1 function later()>',
      '1 callbackEnded <TimerHandle when=1 function later()>',
    ]);
  });

  it('sees an eager task begin inside the step that makes it', () => {
    const lines = linesOf(function* () {
      createTask(nap(1), { name: 'eager', eagerStart: true });
      createTask(nothing(), { name: 'at once', eagerStart: true });
    }).slice(3);
    expect(lines).toEqual([
      '0 stepBegan main',
      '0 taskCreated eager main',
      '0 stepBegan eager',
      '0 timerSet <Future pending> 1',
      '0 suspended eager <Future pending cb=[wakeup of eager]>',
      '0 stepEnded eager',
      '0 taskCreated at once main',
      '0 stepBegan at once',
      '0 done at once',
      '0 stepEnded at once',
    ]);
  });

  it('sees the steps that a future with callbacks of its own causes', () => {
    class Own<T> extends Future<T> {
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        super.addDoneCallback(...args);
      }
    }
    const lines = linesOf(function* () {
      const own = new Own<number>();
      getRunningLoop().callSoon(function settle() {
        own.setResult(1);
      });
      yield* own;
    }).filter((line) => /wakeup|main/.test(line));
    expect(lines.slice(-4)).toEqual([
      '0 stepEnded main',
      '0 callbackQueued <Handle function wakeup()>',
      '0 callbackBegan <Handle function wakeup()>',
      '0 stepBegan main',
    ]);
  });

  it('is told the same in debug mode', () => {
    const main = function* (): AnyCoroutine<void> {
      yield* createTask(nap(2), { name: 'a' });
    };
    const types = (lines: string[]): string[] => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(types(linesOf(main, { debug: true }))).toEqual(types(linesOf(main)));
  });
});

describe('observe()', () => {
  it('gives a function that ends it, for each call by itself', () => {
    const told: string[] = [];
    const loop = new VirtualTimeLoop({ debug: false });
    const observer = vi.fn<Observer>((event) => told.push(event.type));
    const stopFirst = observe(loop, observer);
    const stopSecond = observe(loop, observer);
    loop.callSoon(() => {});
    expect(told).toEqual(['callbackQueued', 'callbackQueued']);
    stopFirst();
    stopFirst();
    loop.callSoon(() => {});
    expect(told).toHaveLength(3);
    stopSecond();
    loop.callSoon(() => {});
    expect(told).toHaveLength(3);
    expect(loop._observer).toBeUndefined();
  });

  it('may be ended and begun again in the middle of a step', () => {
    const lines: string[] = [];
    runVirtual(
      function* () {
        const loop = getRunningLoop();
        const stop = observe(loop, (event) => lines.push(lineOf(event)));
        yield* sleep(0);
        stop();
        lines.length = 0;
        observe(loop, ({ type }) => lines.push(type));
        yield* sleep(0);
        lines.push('main goes on');
      },
      { debug: false },
    );
    expect(lines.slice(0, lines.indexOf('main goes on'))).toEqual(
      'taskCreated stepBegan suspended woken stepEnded turnBegan stepBegan'.split(' '),
    );
  });

  it('leaves what the loop does as it is', () => {
    const order = (observed: boolean): string[] => {
      const printed: string[] = [];
      runVirtual(function* () {
        if (observed) observe(getRunningLoop(), () => {});
        const tasks = [1, 0, 2, 0].map((seconds, i) =>
          createTask(
            coroutine(function* () {
              yield* sleep(seconds);
              printed.push(`${i} after ${getRunningLoop().time()} s`);
            })(),
          ),
        );
        tasks[2]!.cancel();
        for (const task of tasks) {
          try {
            yield* task;
          } catch (error) {
            if (!(error instanceof CancelledError)) throw error;
            printed.push('cancelled');
          }
        }
      });
      return printed;
    };
    expect(order(true)).toEqual(order(false));
  });

  it('reports what an observer throws, and goes on', () => {
    const loop = new VirtualTimeLoop({ debug: false });
    const handler = vi.fn();
    loop.setExceptionHandler(handler);
    const error = new RangeError('too much');
    observe(loop, () => {
      throw error;
    });
    loop.callSoon(() => {
      loop.stop();
    });
    expect(loop.runForeverSync()).toBe('stopped');
    expect(handler).toHaveBeenCalledWith(loop, { message: 'Exception in observer', exception: error });
  });

  it('ends steps also when a fatal error leaves them', async () => {
    const types: string[] = [];
    const loopFactory = (): EventLoop => {
      const loop = new EventLoop();
      observe(loop, ({ type }) => types.push(type));
      return loop;
    };
    const main = coroutine(function* main() {
      yield* sleep(0);
      throw new KeyboardInterrupt();
    });
    await expect(run(main(), { loopFactory })).rejects.toThrow(KeyboardInterrupt);
    const count = (type: string): number => types.filter((each) => each === type).length;
    expect(count('stepEnded')).toBe(count('stepBegan'));
    expect(count('callbackEnded')).toBe(count('callbackBegan'));
  });

  it('refuses what is no function, no loop, or a loop that is closed', () => {
    expect(() => observe(new EventLoop(), 7 as never)).toThrow(
      new TypeError('An observer is a function of an event, got 7'),
    );
    expect(() => observe(7 as never, () => {})).toThrow(
      new TypeError('A loop is observed, got 7\n  Inside of a coroutine: getRunningLoop()'),
    );
    const closed = new EventLoop();
    closed.close();
    expect(() => observe(closed, () => {})).toThrow(/^Event loop is closed/);
  });
});

const awaiting = coroutine(function* awaiting(task: Task<unknown>) {
  yield* task;
});
