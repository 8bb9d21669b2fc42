import { KeyboardInterrupt } from '@asyncio-ts/loop';
import { CancelledError, createTask, Future, run, RuntimeError, sleep, ValueError } from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { exceptStar, ExceptionGroup } from '../src/index.js';

const one = new ValueError('one');
const two = new ValueError('two');
const wrong = new TypeError('wrong');
const key = new RuntimeError('key');
const group = new ExceptionGroup('out', [one, new ExceptionGroup('in', [two, wrong])]);

function shape(error: unknown): unknown {
  return error instanceof ExceptionGroup ? [error.title, ...error.errors.map(shape)] : error;
}

/** Runs the clauses in virtual time; gives the shape of what they throw, or 'nothing'. */
function outcome(...args: Parameters<typeof exceptStar<unknown[]>>): unknown {
  return runVirtual(function* () {
    try {
      yield* exceptStar(...args);
      return 'nothing';
    } catch (error) {
      return shape(error);
    }
  });
}

function rethrow(error: unknown): never {
  throw error;
}

// Each outcome below is what CPython 3.13 prints for the same program.
describe('exceptStar', () => {
  it('hands each clause the group of its errors, and throws the rest, nested as it was', () => {
    const seen: unknown[] = [];
    expect(outcome(group, [[ValueError, (match) => seen.push(shape(match))]])).toEqual([
      'out',
      ['in', wrong],
    ]);
    expect(seen).toEqual([['out', one, ['in', two]]]);
  });

  it('throws nothing when all is handled, by one clause or several', () => {
    const seen: unknown[] = [];
    const note = (match: ExceptionGroup): void => void seen.push(shape(match));
    expect(outcome(group, [[[ValueError, TypeError], note]])).toBe('nothing');
    expect(
      outcome(group, [
        [TypeError, note],
        [RuntimeError, note],
        [ValueError, note],
        [Error, note],
      ]),
    ).toBe('nothing');
    expect(seen).toEqual([shape(group), ['out', ['in', wrong]], ['out', one, ['in', two]]]);
  });

  it('gives an error to the first clause that fits', () => {
    const seen: string[] = [];
    expect(
      outcome(one, [
        [RangeError, () => seen.push('RangeError')],
        [ValueError, () => seen.push('ValueError')],
      ]),
    ).toBe('nothing');
    expect(seen).toEqual(['RangeError']);
  });

  it('wraps a single error for the handler, and throws it bare if no clause fits', () => {
    const seen: unknown[] = [];
    expect(outcome(one, [[ValueError, (match) => seen.push(shape(match))]])).toBe('nothing');
    expect(seen).toEqual([['', one]]);
    expect(outcome(one, [[TypeError, rethrow]])).toBe(one);
    expect(outcome('text', [])).toBe('text');
  });

  it('throws the very same group if no clause fits', () => {
    const thrown = runVirtual(() => failureOf(exceptStar(group, [[RuntimeError, rethrow]])));
    expect(thrown).toBe(group);
  });

  it('takes predicates', () => {
    expect(outcome(group, [[(error) => error === wrong, () => undefined]])).toEqual([
      'out',
      one,
      ['in', two],
    ]);
  });

  it('groups what handlers throw with what is left', () => {
    const throwKey = (): never => rethrow(key);
    expect(outcome(group, [[ValueError, throwKey]])).toEqual(['', key, ['out', ['in', wrong]]]);
    expect(
      outcome(group, [
        [ValueError, throwKey],
        [TypeError, () => rethrow(one)],
      ]),
    ).toEqual(['', key, one]);
  });

  it('throws a single error of a handler as it is', () => {
    expect(outcome(one, [[ValueError, () => rethrow(key)]])).toBe(key);
    expect(outcome(new ExceptionGroup('a', [one]), [[ValueError, () => rethrow(key)]])).toBe(key);
  });

  it('puts a group back that its handler throws on', () => {
    expect(outcome(one, [[ValueError, rethrow]])).toEqual(['', one]);
    expect(outcome(group, [[ValueError, rethrow]])).toEqual(shape(group));
    expect(
      outcome(group, [
        [ValueError, rethrow],
        [TypeError, () => rethrow(key)],
      ]),
    ).toEqual(['', key, ['out', one, ['in', two]]]);
    const seen: unknown[] = [];
    expect(
      outcome(group, [
        [Error, rethrow],
        [TypeError, (match) => seen.push(match)],
      ]),
    ).toEqual(shape(group));
    expect(seen).toEqual([]);
  });

  it('keeps a new group that a handler throws in a place of its own', () => {
    const other = new ExceptionGroup('new', [key]);
    expect(outcome(group, [[ValueError, () => rethrow(other)]])).toEqual([
      '',
      ['new', key],
      ['out', ['in', wrong]],
    ]);
    expect(outcome(group, [[ValueError, (match) => rethrow(match.errors[0])]])).toEqual([
      '',
      one,
      ['out', ['in', wrong]],
    ]);
  });

  it('awaits what handlers return: coroutines, futures, promises', () => {
    const log: string[] = [];
    const seconds = runVirtual(function* () {
      const future = new Future<void>();
      future.setResult();
      yield* exceptStar(group, [
        [
          ValueError,
          function* () {
            yield* sleep(3);
            log.push('slept');
          },
        ],
        [TypeError, () => future],
      ]);
      return future.getLoop().time();
    });
    expect(log).toEqual(['slept']);
    expect(seconds).toBe(3);
  });

  it('lets the clauses that are left run when one is cancelled, and passes the cancellation', () => {
    const log: string[] = [];
    runVirtual(function* () {
      function* main() {
        yield* exceptStar(group, [
          [ValueError, () => sleep(9)],
          [TypeError, () => log.push('second')],
        ]);
      }
      const task = createTask(main());
      yield* sleep(1);
      task.cancel('stop');
      expect(yield* failureOf(task)).toEqual(new CancelledError('stop'));
      expect(task.cancelled()).toBe(true);
    });
    expect(log).toEqual(['second']);
  });

  it('lets CancelledError and the errors that end the program pass, by every clause', () => {
    const cancelled = new CancelledError('x');
    const handler = (): never => expect.fail('no clause may get it');
    expect(outcome(cancelled, [[Error, handler]])).toBe(cancelled);
    expect(outcome(cancelled, [[CancelledError, handler]])).toBe(cancelled);
    const interrupt = new KeyboardInterrupt();
    expect(outcome(interrupt, [[Error, handler]])).toBe(interrupt);
  });

  it('makes a coroutine of its name', () => {
    expect(String(exceptStar(one, []))).toBe('<coroutine exceptStar() created>');
  });

  it('refuses clauses that are none, at the call', () => {
    class MyGroup extends ExceptionGroup {}
    for (const bad of [ExceptionGroup, [ValueError, MyGroup]]) {
      expect(() => exceptStar(one, [[bad as never, rethrow]])).toThrow(
        /^catching ExceptionGroup with except\* is not allowed\. Use except instead\./,
      );
    }
    expect(() => exceptStar(one, [[5 as never, rethrow]])).toThrow(/^expected an exception type/);
    expect(() => exceptStar(one, [[ValueError, 5 as never]])).toThrow(
      new TypeError(
        'exceptStar() needs a function as handler, got 5\n  Such as (group) => … or function* (group) { … }',
      ),
    );
    expect(() => exceptStar(one, [ValueError as never])).toThrow(
      new TypeError(
        'exceptStar() needs pairs of condition and handler, got function ValueError()\n  Such as [ValueError, (group) => …]',
      ),
    );
  });
});

describe('exceptStar with promises', () => {
  it('awaits whatever has then(), of whatever library', async () => {
    const log: string[] = [];
    function* main() {
      try {
        yield* exceptStar(one, [
          [
            ValueError,
            () => ({
              then(_resolve: unknown, reject: (error: unknown) => void) {
                log.push('awaited');
                reject(wrong);
              },
            }),
          ],
        ]);
      } catch (error) {
        return error;
      }
      return 'nothing';
    }
    expect(await run(main())).toBe(wrong);
    expect(log).toEqual(['awaited']);
  });

  it('takes any other value that a handler returns, and ignores it', () => {
    for (const returned of [null, 0, 'text', { then: 1 }]) {
      expect(outcome(one, [[ValueError, () => returned]])).toBe('nothing');
    }
  });

  it('refuses clauses that are no array', () => {
    // @ts-expect-error -- no array
    expect(() => exceptStar(one, new Map())).toThrow(
      new TypeError(
        'exceptStar() needs an array of clauses, got a Map\n  Write exceptStar(error, [[ValueError, (group) => …]])',
      ),
    );
  });

  it('awaits an async handler', async () => {
    const log: string[] = [];
    function* main() {
      yield* exceptStar(one, [
        [
          ValueError,
          async () => {
            await Promise.resolve();
            log.push('handled');
          },
        ],
      ]);
      log.push('after');
    }
    await run(main());
    expect(log).toEqual(['handled', 'after']);
  });
});
