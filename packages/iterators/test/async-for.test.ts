import {
  createTask,
  Future,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Coroutine,
  type Yieldable,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import {
  asyncFor,
  asyncGenerator,
  type AsyncCursor,
  BREAK,
  emit,
  type Emits,
  iterate,
} from '../src/index.js';

/** Counts up for ever, a second each; logs when it is closed, which takes a second. */
function ticks(log: string[] = []) {
  return asyncGenerator(function* ticks(): Emits<number> {
    try {
      for (let n = 1; ; n++) {
        yield* sleep(1);
        yield* emit(n);
      }
    } finally {
      yield* sleep(1);
      log.push(`closed at ${getRunningLoop().time()}`);
    }
  })();
}

/** A cursor without aclose(), as queues have it. */
function listCursor<T>(items: T[]): { aiter(): AsyncCursor<T> } {
  return {
    aiter: () => ({
      *anext(): Coroutine<IteratorResult<T, undefined>> {
        yield* sleep(0);
        return items.length === 0 ? { done: true, value: undefined } : { done: false, value: items.shift()! };
      },
    }),
  };
}

/** Both forms of the loop, under one name: body runs until it returns BREAK. */
const forms: [
  string,
  <T>(over: Parameters<typeof asyncFor<T>>[0], body: (value: T) => Yieldable<unknown>) => Yieldable<boolean>,
][] = [
  ['asyncFor', asyncFor],
  [
    'iterate',
    function* (over, body) {
      const loop = iterate(over);
      try {
        while (yield* loop.next()) {
          if ((yield* body(loop.value)) === BREAK) return false;
        }
        return true;
      } finally {
        yield* loop.close();
      }
    },
  ],
];

describe.each(forms)('%s', (_name, loopOver) => {
  it('gives each item in turn, and tells that it came to the end', () => {
    runVirtual(function* () {
      const all: number[] = [];
      const ended = yield* loopOver(listCursor([1, 2, 3]), function* (n) {
        yield* sleep(0);
        all.push(n);
      });
      expect([all, ended]).toEqual([[1, 2, 3], true]);
    });
  });

  it('closes the generator when it breaks, before it goes on', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const ended = yield* loopOver(ticks(log), function* (n) {
        log.push(`item ${n}`);
        return n === 2 ? BREAK : 'anything else';
      });
      log.push(`after at ${getRunningLoop().time()}`);
      expect(log).toEqual(['item 1', 'item 2', 'closed at 3', 'after at 3']);
      expect(ended).toBe(false);
    });
  });

  it('breaks out of what cannot be closed', () => {
    runVirtual(function* () {
      const items = [1, 2, 3];
      yield* loopOver(listCursor(items), function* () {
        return BREAK;
      });
      expect(items).toEqual([2, 3]);
    });
  });

  it('closes the generator when the body throws; an error in closing replaces that one', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const failed = loopOver(ticks(log), function* () {
        throw new RangeError('body');
      });
      expect(yield* failureOf(failed)).toEqual(new RangeError('body'));
      expect(log).toEqual(['closed at 2']);

      const brokenEnd = asyncGenerator(function* () {
        try {
          yield* emit(1);
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- what is tested
          throw new TypeError('closing');
        }
      });
      const failedTwice = loopOver(brokenEnd(), function* () {
        throw new RangeError('body');
      });
      expect(yield* failureOf(failedTwice)).toEqual(new TypeError('closing'));
    });
  });

  it('does not close an iterator that threw', () => {
    runVirtual(function* () {
      let closed = false;
      const broken = {
        aiter: () => ({
          *anext(): Coroutine<IteratorResult<number, undefined>> {
            throw new RangeError('broken');
          },
          *aclose(): Coroutine<void> {
            closed = true;
          },
        }),
      };
      const loop = loopOver(broken, function* () {});
      expect(yield* failureOf(loop)).toEqual(new RangeError('broken'));
      expect(closed).toBe(false);
    });
  });

  it.each([
    ['the next item', [1], 0.5, 'closed at 1.5'],
    ['the body', [1], 1.5, 'closed at 2.5'],
  ])(
    'cancelled in %s, lets the generator clean up and passes the cancellation on',
    (_where, _all, when, closed) => {
      runVirtual(function* () {
        const log: string[] = [];
        function* consume() {
          yield* loopOver(ticks(log), function* () {
            yield* sleep(10);
          });
        }
        const task = createTask(consume());
        yield* sleep(when);
        task.cancel();
        yield* failureOf(task);
        expect(task.cancelled()).toBe(true);
        expect(log).toEqual([closed]);
      });
    },
  );

  it.each([
    ['an array', ['a', 'b'], ['a', 'b']],
    ['a set', new Set(['a', 'b']), ['a', 'b']],
    ['a string', 'ab', ['a', 'b']],
  ])('loops over %s', (_what, iterable: Iterable<string>, expected) => {
    const all: string[] = [];
    runVirtual(() =>
      loopOver(iterable, function* (text) {
        all.push(text);
      }),
    );
    expect(all).toEqual(expected);
  });

  it('returns a plain iterator when it breaks, as for-of does', () => {
    let returned = 0;
    const iterable: Iterable<number> = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false, value: 1 }),
        return: () => {
          returned++;
          return { done: true, value: undefined };
        },
      }),
    };
    runVirtual(() =>
      loopOver(iterable, function* () {
        return BREAK;
      }),
    );
    expect(returned).toBe(1);
  });

  it.each([
    ['a number', 7, /^7 is not an async iterable\n {2}It needs aiter\(\)/],
    ['nothing', undefined, /^undefined is not an async iterable\n {2}It needs aiter\(\)/],
    [
      'a function that was not called',
      function rows() {},
      /^function rows\(\) is not an async iterable\n {2}Call it first: rows\(\)$/,
    ],
    ['a function without a name', (() => () => {})(), /\n {2}Call it first: f\(\)$/],
    [
      'a coroutine',
      sleep(0),
      /^<coroutine sleep\(\) created> is not an async iterable\n {2}Await it first: yield\* …$/,
    ],
    ['a raw generator', (function* () {})(), /\n {2}Await it first: yield\* …$/],
    [
      'an iterable whose cursor is none',
      { aiter: () => 7 },
      /^aiter\(\) returned not an async iterator: 7\n {2}It must have a method anext\(\)$/,
    ],
  ])('refuses %s', (_what, wrong, message) => {
    runVirtual(function* () {
      function* loop() {
        yield* loopOver(wrong as never, function* () {});
      }
      const error = yield* failureOf(loop());
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(message);
    });
  });

  it('refuses a future, which JavaScript calls iterable', () => {
    runVirtual(function* () {
      function* loop() {
        yield* loopOver(new Future<number[]>() as never, function* () {});
      }
      expect((yield* failureOf(loop())) as Error).toMatchObject({
        message: '<Future pending> is not an async iterable\n  Await it first: yield* …',
      });
    });
  });
});

describe('asyncFor', () => {
  it('refuses a body that makes no coroutine, and closes the generator', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const loop = asyncFor(ticks(log), (n) => n as never);
      expect(yield* failureOf(loop)).toEqual(
        new TypeError(
          'asyncFor() needs a body that makes coroutines, got function (anonymous)(), which returned 1\n  Write it as function* (value) { … }',
        ),
      );
      expect(log).toEqual(['closed at 2']);
    });
  });

  it.each([
    ['an array', [7], '[7]'],
    ['a string', 'text', '"text"'],
    ['BREAK without a generator', BREAK, 'Symbol(BREAK)'],
    ['a promise', Promise.resolve(), 'a Promise'],
  ])('refuses a body that returns %s, by name, and closes the generator', (_what, returned, described) => {
    runVirtual(function* () {
      const log: string[] = [];
      const loop = asyncFor(ticks(log), () => returned as never);
      expect(yield* failureOf(loop)).toEqual(
        new TypeError(
          `asyncFor() needs a body that makes coroutines, got function (anonymous)(), which returned ${described}\n  Write it as function* (value) { … }`,
        ),
      );
      expect(log).toEqual(['closed at 2']);
    });
  });

  it('takes a body that makes futures and tasks', () => {
    runVirtual(function* () {
      const all: string[] = [];
      yield* asyncFor('ab', (text) =>
        createTask(
          (function* () {
            all.push(text);
          })(),
        ),
      );
      expect(all).toEqual(['a', 'b']);
    });
  });

  it('refuses wrong arguments when it is called, and opens nothing', () => {
    let opened = 0;
    const iterable = {
      aiter: () => {
        opened++;
        return [] as never;
      },
    };
    expect(() => asyncFor(iterable, [] as never)).toThrow(
      new TypeError(
        'asyncFor() needs a body that makes coroutines, got []\n  Write it as function* (value) { … }',
      ),
    );
    expect(() => asyncFor(7 as never, function* () {})).toThrow(/^7 is not an async iterable/);
    expect(opened).toBe(0);
  });

  it('closed while it waits in its body, closes the generator', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const generator = asyncGenerator(function* (): Emits<number> {
        try {
          yield* emit(1);
        } finally {
          log.push('closed');
        }
      });
      const loop = asyncFor(generator(), function* () {
        yield* sleep(1);
      });
      loop[Symbol.iterator]().next();
      loop.close();
      expect(log).toEqual(['closed']);
    });
  });
});

describe('iterate', () => {
  it('has an item only where next() gave true', () => {
    runVirtual(function* () {
      const loop = iterate([1]);
      expect(() => loop.value).toThrow(
        new RuntimeError('no item: <Iteration open>\n  Read value where yield* next() gave true'),
      );
      expect(yield* loop.next()).toBe(true);
      expect(loop.value).toBe(1);
      expect(yield* loop.next()).toBe(false);
      expect(() => loop.value).toThrow(/^no item: <Iteration over>/);
      expect(yield* loop.next()).toBe(false);
    });
  });

  it('is over once it was closed, and may be closed twice', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const loop = iterate(ticks(log));
      yield* loop.next();
      yield* loop.close();
      yield* loop.close();
      expect(log).toEqual(['closed at 2']);
      expect(yield* loop.next()).toBe(false);
      expect(() => loop.value).toThrow(RuntimeError);
      expect(String(loop)).toBe('<Iteration over>');
    });
  });

  it('is a context manager that closes it', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const found = yield* withAsync(iterate(ticks(log)), function* (numbers) {
        while (yield* numbers.next()) {
          if (numbers.value === 3) return numbers.value;
        }
        return 0;
      });
      expect(found).toBe(3);
      expect(log).toEqual(['closed at 4']);
    });
  });
});
