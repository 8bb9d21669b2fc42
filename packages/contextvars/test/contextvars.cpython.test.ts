/**
 * What CPython 3.13's `Lib/test/test_context.py` and `test_asyncio/test_context.py` pin down, restated in our words
 * under the names the tests have there. Not here, as nothing is left of them: hash collisions, node types and `__eq__`
 * of a trie with user-defined keys, and the collection of cycles through C types.
 */
import {
  Context,
  ContextVar,
  copyContext,
  KeyError,
  LookupError,
  RuntimeError,
  Token,
  ValueError,
} from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, expect, it } from 'vitest';

import { EMPTY, entriesOf, lookup, MISSING, update } from '../src/hamt.js';

/** Runs `body` in a copy of the current context. */
const isolated = (body: () => void) => (): void => copyContext().run(body);

describe('test_context.ContextTest', () => {
  it('test_context_var_new_1: a variable needs a name that is a string, and is not known by it', () => {
    expect(() => Reflect.construct(ContextVar, []) as unknown).toThrow(TypeError);
    expect(() => Reflect.construct(ContextVar, [1]) as unknown).toThrow('must be a str');
    const variable = new ContextVar('aaa');
    expect(variable.name).toBe('aaa');
    expect(() => Object.assign(variable, { name: 'bbb' })).toThrow(TypeError);
    expect(new Map<unknown, number>([[variable, 1]]).has('aaa')).toBe(false);
  });

  it(
    'test_context_var_repr_1: texts show name, default (cut where it contains itself) and whether a token was used',
    isolated(() => {
      expect(String(new ContextVar('a'))).toContain('a');
      expect(String(new ContextVar('a', { default: 123 }))).toContain('123');
      const list: unknown[] = [];
      const variable = new ContextVar<unknown>('a', { default: list });
      list.push(variable);
      expect(String(variable)).toContain('...');
      const token = variable.set(1);
      expect(String(token)).toContain(String(variable));
      expect(String(token)).not.toContain(' used ');
      variable.reset(token);
      expect(String(token)).toContain(' used ');
    }),
  );

  it('test_context_subclassing_1: a token cannot be made by extending its class', () => {
    // Differs from CPython: a JavaScript class can always be extended, and a subclass of the other two does no harm.
    const Base = Token as unknown as new () => object;
    class MyToken extends Base {}
    expect(() => new MyToken()).toThrow(RuntimeError);
  });

  it('test_context_new_1: a context takes no arguments and is empty', () => {
    expect(() => Reflect.construct(Context, [1]) as unknown).toThrow('any arguments');
    expect(new Context().size).toBe(0);
  });

  it('test_context_typerrors_1: a key that is no variable is a TypeError', () => {
    const context = new Context();
    const key = 1 as unknown as ContextVar<unknown>;
    for (const look of [() => context.getItem(key), () => context.has(key), () => context.get(key)]) {
      expect(look).toThrow(TypeError);
      expect(look).toThrow('ContextVar key was expected');
    }
  });

  it('test_context_get_context_1: copyContext() returns a Context', () => {
    expect(copyContext()).toBeInstanceOf(Context);
  });

  it('test_context_run_1: run() without a function is a TypeError', () => {
    const context = new Context();
    expect(() => Reflect.apply(context.run.bind(context), context, []) as unknown).toThrow(
      'missing 1 required',
    );
  });

  it('test_context_run_2: run() passes arguments and result through', () => {
    const context = new Context();
    const fn = (...args: (number | string)[]): (number | string)[] => [...args, 'bar'];
    expect(context.run(fn)).toEqual(['bar']);
    expect(context.run(fn, 1)).toEqual([1, 'bar']);
    expect(context.run(fn.bind(undefined, 0), 11)).toEqual([0, 11, 'bar']);
  });

  it('test_context_run_3: an error passes out of run() unchanged', () => {
    const error = new RangeError('division by zero');
    const fn = (..._args: number[]): never => {
      throw error;
    };
    expect(() => new Context().run(fn)).toThrow(error);
    expect(() => new Context().run(fn, 1, 2)).toThrow(error);
  });

  it('test_context_run_4: contexts nest, and a copy holds what its source holds', () => {
    const [outer, inner] = [new Context(), new Context()];
    const variable = new ContextVar<string>('var');
    const returned = outer.run(() => {
      expect(variable.get(null)).toBeNull();
      variable.set('spam');
      inner.run(() => expect(variable.get(null)).toBeNull());
      expect(variable.get(null)).toBe('spam');
      const current = copyContext();
      expect([current.size, current.getItem(variable)]).toEqual([1, 'spam']);
      return current;
    });
    expect([...returned.entries()]).toEqual([...outer.entries()]);
    expect(returned.getItem(variable)).toBe('spam');
    expect(returned.has(variable)).toBe(true);
  });

  it('test_context_run_5: an error in run() leaves the outer context as it was', () => {
    const variable = new ContextVar<string>('var');
    const fail = (): never => {
      variable.set('spam');
      throw new RangeError();
    };
    expect(() => new Context().run(fail)).toThrow(RangeError);
    expect(variable.get(null)).toBeNull();
  });

  it('test_context_run_6: a default is not in the context, a value is', () => {
    const context = new Context();
    const variable = new ContextVar('a', { default: 0 });
    context.run(() => {
      expect([variable.get(), context.get(variable)]).toEqual([0, undefined]);
      variable.set(42);
      expect([variable.get(), context.get(variable)]).toEqual([42, 42]);
    });
  });

  it('test_context_run_7: entering an entered context is a RuntimeError', () => {
    const context = new Context();
    context.run(() => {
      expect(() => context.run(() => 1)).toThrow(RuntimeError);
      expect(() => context.run(() => 1)).toThrow('is already entered');
    });
  });

  it(
    'test_context_getset_1: get, set, reset, tokens, and snapshots read as maps',
    isolated(() => {
      const variable = new ContextVar<unknown>('c');
      expect(() => variable.get()).toThrow(LookupError);
      expect(variable.get(null)).toBeNull();

      const first = variable.set(42);
      expect([variable.get(), variable.get(null)]).toEqual([42, 42]);
      expect(first.oldValue).toBe(Token.MISSING);
      expect(first.var).toBe(variable);

      const second = variable.set('spam');
      expect([variable.get(), second.oldValue]).toEqual(['spam', 42]);
      variable.reset(second);
      expect(variable.get()).toBe(42);

      variable.set('spam2');
      expect(() => variable.reset(second)).toThrow('has already been used');
      expect(variable.get()).toBe('spam2');
      const snapshot = copyContext();
      variable.reset(first);
      expect(() => variable.reset(first)).toThrow('has already been used');
      expect(variable.get(null)).toBeNull();

      expect([snapshot.has(variable), snapshot.getItem(variable), snapshot.get(variable, 'aa')]).toEqual([
        true,
        'spam2',
        'spam2',
      ]);
      expect(snapshot.size).toBe(1);
      expect([...snapshot.entries()]).toEqual([[variable, 'spam2']]);
      expect([...snapshot.values()]).toEqual(['spam2']);
      expect([...snapshot.keys(), ...snapshot]).toEqual([variable, variable]);

      const empty = copyContext();
      expect([empty.has(variable), empty.get(variable, 'aa'), empty.size, [...empty]]).toEqual([
        false,
        'aa',
        0,
        [],
      ]);
      expect(() => empty.getItem(variable)).toThrow(KeyError);
    }),
  );

  it(
    "test_context_getset_2: another variable's token is a ValueError",
    isolated(() => {
      const token = new ContextVar<number>('v1').set(42);
      const reset = (): void => new ContextVar<number>('v2').reset(token);
      expect(reset).toThrow(ValueError);
      expect(reset).toThrow('by a different');
    }),
  );

  it('test_context_getset_3: resetting the first set takes the variable out', () => {
    const variable = new ContextVar('c', { default: 42 });
    const context = new Context();
    context.run(() => {
      expect(variable.get()).toBe(42);
      expect(() => context.getItem(variable)).toThrow(KeyError);
      expect([context.get(variable), context.get(variable, 'spam')]).toEqual([undefined, 'spam']);
      expect([context.has(variable), [...context.keys()]]).toEqual([false, []]);

      const token = variable.set(1);
      expect([[...context.keys()], context.getItem(variable)]).toEqual([[variable], 1]);
      variable.reset(token);
      expect([...context.keys()]).toEqual([]);
      expect(() => context.getItem(variable)).toThrow(KeyError);
    });
  });

  it("test_context_getset_4: another context's token is a ValueError", () => {
    const variable = new ContextVar('c', { default: 42 });
    const token = new Context().run(() => variable.set(1));
    expect(() => variable.reset(token)).toThrow(ValueError);
    expect(() => variable.reset(token)).toThrow('different Context');
  });

  it(
    'test_context_getset_5: what is set in a copy stays in it',
    isolated(() => {
      const variable = new ContextVar<number[]>('c', { default: [42] });
      variable.set([]);
      copyContext().run(() => {
        variable.set([]);
        variable.get().push(42);
        expect(variable.get()).toEqual([42]);
      });
      expect(variable.get()).toEqual([]);
    }),
  );

  it('test_context_copy_1: a copy of a running context has its values of that moment', () => {
    const original = new Context();
    const variable = new ContextVar('c', { default: 42 });
    original.run(() => {
      variable.set(10);
      const copy = original.copy();
      expect(copy.getItem(variable)).toBe(10);
      variable.set(20);
      expect([original.getItem(variable), copy.getItem(variable)]).toEqual([20, 10]);
      copy.run(() => {
        expect(variable.get()).toBe(10);
        variable.set(30);
        expect(variable.get()).toBe(30);
      });
      expect([original.getItem(variable), copy.getItem(variable)]).toEqual([20, 30]);
    });
  });

  it('test_context_threads_1: programs that take turns each have a context of their own', () => {
    // No threads share a module here; turns do.
    const variable = new ContextVar<number>('cvar');
    const turns = interleave(10, function* (number) {
      for (let i = 0; i < 10; i++) {
        variable.set(number + i);
        yield;
        expect(variable.get()).toBe(number + i);
      }
    });
    expect(turns).toBe(11);
  });
});

describe('test_context.DecimalContextTest', () => {
  it('test_asyncio_task_decimal_context: a setting of a library stays separate in two programs across a switch', () => {
    const precision = new ContextVar('precision', { default: 28 });
    const divide = (a: number, b: number): string => (a / b).toPrecision(precision.get());
    const results: string[][] = [];
    interleave(2, function* (number) {
      const token = precision.set(number === 0 ? 3 : 6);
      const before = divide(1, 3);
      yield;
      results.push([before, divide(2, 3)]);
      precision.reset(token);
    });
    expect(results).toEqual([
      ['0.333', '0.667'],
      ['0.333333', '0.666667'],
    ]);
  });
});

describe('test_context.HamtTest', () => {
  const [a, b] = [{ _number: 0 }, { _number: 32 }];

  it('test_hamt_basics_2: set makes a new map and leaves the old one', () => {
    const one = update(EMPTY, a, 'a');
    const two = update(one, b, 'b');
    expect([EMPTY.size, one.size, two.size]).toEqual([0, 1, 2]);
    expect([lookup(one, a), lookup(one, b), lookup(two, b)]).toEqual(['a', MISSING, 'b']);
  });

  it('test_hamt_basics_3: setting a key to what it holds gives the same map', () => {
    const value = {};
    const map = update(EMPTY, a, value);
    expect(update(map, a, value)).toBe(map);
  });

  it('test_hamt_basics_4: setting a key to an equal but different object makes a new map', () => {
    const map = update(EMPTY, a, []);
    expect(update(map, a, [])).not.toBe(map);
  });

  it('test_hamt_stress: 7,000 sets and deletes agree with an ordinary map throughout', () => {
    const keys = Array.from({ length: 500 }, (_, i) => ({ _number: Math.imul(i, 0x9e3779b1) >>> 0 }));
    const model = new Map<object, number>();
    let map = EMPTY;
    let seed = 1;
    let agree = true;
    for (let i = 0; i < 7000; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      const key = keys[(seed >>> 8) % keys.length]!; // in range
      const isDelete = (seed & 0x10000000) !== 0;
      map = update(map, key, isDelete ? MISSING : i);
      if (isDelete) model.delete(key);
      else model.set(key, i);
      agree &&= map.size === model.size && lookup(map, key) === (model.get(key) ?? MISSING);
    }
    expect(agree).toBe(true);
    expect(keys.every((key) => lookup(map, key) === (model.get(key) ?? MISSING))).toBe(true);
  });

  it('test_hamt_items_1, test_hamt_keys_1: every key and value comes once', () => {
    const map = update(update(EMPTY, a, 1), b, 2);
    expect([...entriesOf(map)]).toEqual([
      [a, 1],
      [b, 2],
    ]);
  });

  it('test_hamt_items_3: an empty map has no items', () => {
    expect([...entriesOf(EMPTY)]).toEqual([]);
  });

  it('test_hamt_eq_1: maps hold the same exactly when their keys and values are the same', () => {
    // No `==` for objects here: the entries are compared.
    const entries = (...pairs: [typeof a, number][]): unknown[] => [
      ...entriesOf(pairs.reduce((map, [key, value]) => update(map, key, value), EMPTY)),
    ];
    expect(entries([a, 1], [b, 2])).toEqual(entries([b, 2], [a, 1]));
    expect(entries([a, 1], [b, 2])).not.toEqual(entries([a, 1], [b, 3]));
    expect(entries([a, 1])).not.toEqual(entries([a, 1], [b, 2]));
  });
});

/** Runs `count` programs side by side, each step in the program's own context, as a loop does; returns the turns. */
function interleave(count: number, program: (number: number) => Generator<undefined, void>): number {
  let running = Array.from({ length: count }, (_, i) => ({ context: copyContext(), steps: program(i) }));
  let turns = 0;
  for (; running.length > 0; turns++) {
    running = running.filter(({ context, steps }) => {
      const previous = enterContext(context);
      try {
        return steps.next().done !== true;
      } finally {
        leaveContext(context, previous);
      }
    });
  }
  return turns;
}
