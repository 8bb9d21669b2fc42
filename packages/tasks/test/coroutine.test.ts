import { RuntimeError } from '@asyncio-ts/contextvars';
import {
  type Coroutine,
  coroutine,
  CoroutineObject,
  createTask,
  fromPromise,
  isCoroutine,
  isCoroutineFunction,
  run,
  sleep,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const add = coroutine(function* add(a: number, b: number) {
  yield* sleep(1);
  return a + b;
});

describe('coroutine()', () => {
  it('makes a function whose calls run nothing until they are awaited', () => {
    let started = false;
    const f = coroutine(function* f() {
      started = true;
    });

    const call = f();
    expect(started).toBe(false);
    runVirtual(() => call);
    expect(started).toBe(true);
  });

  it('hands over what the body returns and throws', () => {
    const fails = coroutine(function* fails() {
      yield* sleep(1);
      throw new TypeError('no');
    });

    runVirtual(function* () {
      expect(yield* add(1, 2)).toBe(3);
      expect(yield* failureOf(fails())).toEqual(new TypeError('no'));
    });
  });

  it('names its calls after the generator function', () => {
    expect(add.name).toBe('add');
    expect(add(1, 2).name).toBe('add');
    expect(
      coroutine(function* () {
        // Nothing: only its name is looked at.
      }).name,
    ).toBe('(anonymous)');
  });

  it('passes `this` on', () => {
    const counter = {
      count: 41,
      next: coroutine(function* next(this: { count: number }) {
        return ++this.count;
      }),
    };

    expect(runVirtual(() => counter.next())).toBe(42);
  });

  it('refuses what is no generator function', () => {
    const lazy = coroutine((() => 3) as unknown as () => Coroutine<number>);
    const notAFunction = 3 as unknown as () => Coroutine<number>;

    const hint = 'Write it as coroutine(function* name() { … })';
    expect(thrownBy(() => lazy())).toEqual(
      new TypeError(
        `coroutine() needs a generator function, got function (anonymous)(), which returned 3\n  ${hint}`,
      ),
    );
    expect(thrownBy(() => coroutine(notAFunction))).toEqual(
      new TypeError(`coroutine() needs a generator function, got 3\n  ${hint}`),
    );
  });
});

describe('a coroutine object', () => {
  it('can be awaited once', () => {
    runVirtual(function* () {
      const call = add(1, 2);
      const task = createTask(call);
      yield* sleep(0);
      const meanwhile = yield* failureOf(call);
      yield* task;
      const afterwards = yield* failureOf(call);

      expect(meanwhile).toBeInstanceOf(RuntimeError);
      expect(String(meanwhile)).toContain('coroutine is being awaited already: <coroutine add() awaited>');
      expect(String(afterwards)).toContain('cannot reuse already awaited coroutine');
      expect(thrownBy(() => createTask(call))).toBeInstanceOf(RuntimeError);
    });
  });

  it('can be awaited in an async function, which makes a task of it', async () => {
    async function ordinary() {
      const sum = await coroutine(function* quick() {
        yield* sleep(0);
        return 3;
      })();
      await expect(failing()).rejects.toThrow('no');
      return sum;
    }
    const failing = coroutine(function* failing() {
      yield* sleep(0);
      throw new TypeError('no');
    });

    const main = coroutine(function* main() {
      return yield* fromPromise(ordinary());
    });
    expect(await run(main())).toBe(3);
  });

  it('says in which state it is', () => {
    const call = add(1, 2);
    expect(String(call)).toBe('<coroutine add() created>');
    runVirtual(function* () {
      const task = createTask(call);
      yield* sleep(0);
      expect(String(call)).toBe('<coroutine add() awaited>');
      yield* task;
    });
    expect(String(call)).toBe('<coroutine add() finished>');
  });

  describe('when closed', () => {
    it('runs nothing if it never started', () => {
      let started = false;
      const call = coroutine(function* f() {
        started = true;
      })();

      call.close();
      call.close(); // again: nothing
      expect(started).toBe(false);
      expect(String(call)).toBe('<coroutine f() finished>');
      expect(thrownBy(() => runVirtual(() => call))).toBeInstanceOf(RuntimeError);
    });

    it('runs its finally blocks if it was suspended, innermost first', () => {
      const log: string[] = [];
      const inner = coroutine(function* inner() {
        try {
          yield* sleep(10);
        } finally {
          log.push('inner');
        }
      });
      const outer = coroutine(function* outer() {
        try {
          yield* inner();
        } finally {
          log.push('outer');
        }
      });

      const call = outer();
      runVirtual(function* () {
        const cursor = call[Symbol.iterator]();
        cursor.next(); // by hand: suspended in the sleep
        call.close();
        expect(log).toEqual(['inner', 'outer']);
      });
    });

    it('refuses to suspend meanwhile', () => {
      const stubborn = coroutine(function* stubborn() {
        try {
          yield* sleep(10);
        } finally {
          yield* sleep(1);
        }
      });

      runVirtual(function* () {
        const call = stubborn();
        call[Symbol.iterator]().next();
        expect(
          String(
            thrownBy(() => {
              call.close();
            }),
          ),
        ).toContain('coroutine ignored GeneratorExit: <coroutine stubborn() awaited>');
        yield* sleep(0);
      });
    });
  });
});

describe('isCoroutine', () => {
  it('is true for coroutine objects and for what a generator function returned', () => {
    const call = add(1, 2);
    expect(call).toBeInstanceOf(CoroutineObject);
    expect(isCoroutine(call)).toBe(true);
    expect(isCoroutine(sleep(1))).toBe(true);
    expect(isCoroutine(turns(1))).toBe(true);
    for (const other of [add, turns, 3, null, undefined, 'text', [1], {}, Promise.resolve(1)]) {
      expect(isCoroutine(other)).toBe(false);
    }
  });
});

describe('isCoroutineFunction', () => {
  it('is true for coroutine() functions and generator functions', () => {
    expect(isCoroutineFunction(add)).toBe(true);
    expect(isCoroutineFunction(turns)).toBe(true);
    for (const other of [() => 3, async () => Promise.resolve(3), add(1, 2), 3, null]) {
      expect(isCoroutineFunction(other)).toBe(false);
    }
  });
});
