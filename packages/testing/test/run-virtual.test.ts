import { SystemExit } from '@asyncio-ts/loop';
import {
  CancelledError,
  coroutine,
  createTask,
  currentTask,
  DeadlockError,
  Future,
  getRunningLoop,
  sleep,
} from '@asyncio-ts/tasks';
import { asyncGenerator, emit } from '@asyncio-ts/iterators';
import { handsStepsOn } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { runVirtual, timeVirtual, UnhandledErrors } from '../src/index.js';

function failing(message: string) {
  return coroutine(function* failing() {
    throw new RangeError(message);
  })();
}

/** What `run` throws. */
function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

describe('runVirtual', () => {
  it('gives the result of hours in no time', () => {
    const result = runVirtual(function* () {
      yield* sleep(3600);
      return getRunningLoop().time();
    });
    expect(result).toBe(3600);
  });

  it('takes a coroutine, a raw generator, and functions that make them or something else to await', () => {
    const main = coroutine(function* main() {
      yield* sleep(1);
      return currentTask()?.getStack();
    });
    function* raw() {
      return yield* main();
    }
    expect(runVirtual(main)).toEqual(['main']);
    expect(runVirtual(main())).toEqual(['main']);
    const inner = handsStepsOn ? ['main'] : []; // calls in between are not known otherwise: see there
    expect(runVirtual(raw)).toEqual(['raw', ...inner]);
    expect(runVirtual(raw())).toEqual(['(generator)', ...inner]);
    expect(runVirtual(() => createTask(sleep(1, 'task')))).toBe('task');
    expect(runVirtual(() => main())).toEqual(['main', ...inner]);
  });

  it.each([
    ['a promise', Promise.resolve(1), 'a Promise'],
    ['nothing', undefined, 'undefined'],
    ['an array', [7], '[7]'],
    [
      'a function that makes an array',
      function main() {
        return [7];
      },
      'function main(), which returned [7]',
    ],
    ['an async function', async function main() {}, 'function main(), which returned a Promise'],
    ['a function that makes nothing', function main() {}, 'function main(), which returned undefined'],
  ])('refuses %s', (_what, main, got) => {
    expect(thrownBy(() => runVirtual(main as never))).toEqual(
      new TypeError(
        `run() needs a coroutine, or a function that makes one, got ${got}\n  Write it as function* main() { … }: promises cannot settle in virtual time`,
      ),
    );
  });

  it('starts the clock where it is told, and rescues what is stuck', () => {
    const future = { current: undefined as Future<string> | undefined };
    const result = runVirtual(
      function* () {
        future.current = new Future<string>();
        return [yield* future.current, getRunningLoop().time()];
      },
      { startTime: 100, onIdle: () => future.current?.setResult('rescued') },
    );
    expect(result).toEqual(['rescued', 100]);
  });

  it('throws what main throws, as it is', () => {
    const error = new RangeError('as it is');
    expect(
      thrownBy(() =>
        runVirtual(function* () {
          throw error;
        }),
      ),
    ).toBe(error);
    expect(() =>
      runVirtual(function* () {
        currentTask()?.cancel();
        yield* sleep(0);
      }),
    ).toThrow(CancelledError);
  });

  it('tells of a deadlock, with the names of what waits', () => {
    expect(() =>
      runVirtual(function* waitForEver() {
        yield* new Future();
      }),
    ).toThrow(/waitForEver\(\) waits for <Future pending/);
    expect(() => runVirtual(() => new Future())).toThrow(DeadlockError);
  });

  it('cancels what is left, and closes async generators', () => {
    const log: string[] = [];
    runVirtual(function* () {
      createTask(
        (function* () {
          try {
            yield* sleep(Infinity);
          } finally {
            yield* sleep(1);
            log.push(`cleaned up at ${getRunningLoop().time()}`);
          }
        })(),
      );
      const generator = asyncGenerator(function* () {
        try {
          yield* emit(1);
        } finally {
          log.push('closed');
        }
      })();
      yield* generator.anext();
    });
    expect(log).toEqual(['cleaned up at 1', 'closed']);
  });

  it('throws the error that nobody retrieved', () => {
    const error = thrownBy(() =>
      runVirtual(function* () {
        createTask(failing('nobody looks'), { name: 'lost' });
        yield* sleep(1);
      }),
    ) as UnhandledErrors;
    expect(error).toBeInstanceOf(UnhandledErrors);
    expect(error.errors).toEqual([new RangeError('nobody looks')]);
    expect(error.cause).toBe(error.errors[0]);
    expect(error.message).toMatch(
      /^1 problem was left unhandled\n {2}1\. Task exception was never retrieved: RangeError\("nobody looks"\)\n {5}<Task finished name='lost'/,
    );
  });

  it('throws for a coroutine that was never awaited, unless debug mode is off', () => {
    const forgetful = function* () {
      sleep(1); // eslint-disable-line asyncio/no-unyielded -- what is tested
      yield* sleep(2);
    };
    const error = thrownBy(() => runVirtual(forgetful)) as UnhandledErrors;
    expect(error.message).toMatch(
      /^1 problem was left unhandled\n {2}1\. coroutine 'sleep' was never awaited/,
    );
    expect(error.errors).toEqual([]);
    expect('cause' in error).toBe(false);
    runVirtual(forgetful, { debug: false });
  });

  it('throws all that is unhandled as one, what main threw first', () => {
    const error = thrownBy(() =>
      runVirtual(function* () {
        createTask(failing('first'));
        getRunningLoop().callSoon(function tick() {
          throw new RangeError('second');
        });
        yield* sleep(1);
        throw new TypeError('main');
      }),
    ) as UnhandledErrors;
    expect(error.contexts.map(({ message }) => message)).toEqual([
      'the main coroutine failed',
      'Exception in callback function tick()',
      'Task exception was never retrieved',
    ]);
    expect(error.message).toMatch(
      /^3 problems were left unhandled\n {2}1\. the main coroutine failed: TypeError\("main"\)\n {2}2\. /,
    );
    expect(error.errors).toEqual([new TypeError('main'), new RangeError('second'), new RangeError('first')]);
    expect(error.name).toBe('UnhandledErrors');
  });

  it('leaves it to the handler that the program has set', () => {
    const told: string[] = [];
    runVirtual(function* () {
      getRunningLoop().setExceptionHandler((_loop, { message }) => {
        told.push(message);
      });
      createTask(failing('looked at'));
      yield* sleep(1);
    });
    expect(told).toEqual(['Task exception was never retrieved']);
  });

  it('throws what ends a program as it is, whatever else went wrong', () => {
    expect(() =>
      runVirtual(function* () {
        createTask(failing('hidden'));
        yield* sleep(1);
        throw new SystemExit(3);
      }),
    ).toThrow(SystemExit);
  });

  it('tells of a program that cannot be ended', () => {
    const error = thrownBy(() =>
      runVirtual(function* () {
        createTask(
          (function* () {
            try {
              yield* new Future();
            } finally {
              yield* new Future();
            }
          })(),
        );
        yield* sleep(1);
      }),
    ) as UnhandledErrors;
    expect(error.contexts).toMatchObject([
      { message: 'the program did not end when its tasks were cancelled' },
    ]);
    expect(error.errors[0]).toBeInstanceOf(DeadlockError);
  });
});

describe('timeVirtual', () => {
  it('gives the result, and the seconds that passed until it was there', () => {
    const timed = timeVirtual(
      function* () {
        createTask(
          (function* () {
            try {
              yield* sleep(Infinity);
            } finally {
              yield* sleep(100); // when the program ends, which does not count
            }
          })(),
        );
        yield* sleep(3600);
        return getRunningLoop().time();
      },
      { startTime: 500 },
    );
    expect(timed).toEqual({ value: 4100, seconds: 3600 });
    expect(timeVirtual(sleep(0, 'x'))).toEqual({ value: 'x', seconds: 0 });
  });

  it('throws what the program throws', () => {
    expect(() => timeVirtual(failing('as it is'))).toThrow(new RangeError('as it is'));
  });
});
