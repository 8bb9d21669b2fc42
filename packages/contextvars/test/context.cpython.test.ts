/** What CPython 3.13's `Lib/test/test_context.py` pins down of contexts, in our words. */
import { Context, ContextVar, copyContext, RuntimeError, Token } from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, expect, it } from 'vitest';

describe('a context', () => {
  it('is made without arguments, and is empty [test_context.ContextTest.test_context_new_1]', () => {
    for (const args of [[1], [1, { a: 1 }], [{ a: 1 }]]) {
      const make = (): unknown => Reflect.construct(Context, args);
      expect(make).toThrow(TypeError);
      expect(make).toThrow('does not accept any arguments');
    }
    expect(new Context().size).toBe(0);
  });

  it('takes variables for keys, and nothing else [test_context.ContextTest.test_context_typerrors_1]', () => {
    const context = new Context();
    const key = 1 as unknown as ContextVar<unknown>;
    for (const look of [() => context.getItem(key), () => context.has(key), () => context.get(key)]) {
      expect(look).toThrow(TypeError);
      expect(look).toThrow('a ContextVar key was expected, got 1');
    }
  });

  it('is what copyContext() gives [test_context.ContextTest.test_context_get_context_1]', () => {
    expect(copyContext()).toBeInstanceOf(Context);
  });

  it('may be extended, as a variable may, and works; a token may not. CPython forbids all three [test_context.ContextTest.test_context_subclassing_1]', () => {
    // JavaScript cannot forbid to extend a class; a constructor can refuse, and only the one of tokens has a reason to.
    class OwnContext extends Context {}
    class OwnVariable<T> extends ContextVar<T> {}
    const [context, variable] = [new OwnContext(), new OwnVariable<number>('own')];
    context.run(() => variable.set(1));
    expect([context.get(variable), variable.get(0)]).toEqual([1, 0]);

    const Base = Token as unknown as new () => object;
    class OwnToken extends Base {}
    expect(() => new OwnToken()).toThrow(RuntimeError);
    expect(() => new OwnToken()).toThrow('Tokens can only be created by ContextVars');
  });
});

describe('Context.run', () => {
  it('needs a function [test_context.ContextTest.test_context_run_1]', () => {
    const context = new Context();
    const run = (): unknown => Reflect.apply(context.run.bind(context), context, []);
    expect(run).toThrow(TypeError);
    expect(run).toThrow('missing 1 required positional argument');
  });

  it('passes all arguments on, and the result back [test_context.ContextTest.test_context_run_2]', () => {
    const context = new Context();
    const fn = (...args: unknown[]): unknown[] => {
      args.push('bar');
      return args;
    };
    for (const f of [fn, fn.bind(undefined)]) {
      expect(context.run(f)).toEqual(['bar']);
      expect(context.run(f, 1)).toEqual([1, 'bar']);
      const options = { a: 2 };
      expect(context.run(f, 11, options)).toEqual([11, { a: 2 }, 'bar']);
      expect(options).toEqual({ a: 2 });
    }
    expect(context.run(fn.bind(undefined, 0), 11)).toEqual([0, 11, 'bar']);
  });

  it('passes an error on as it is [test_context.ContextTest.test_context_run_3]', () => {
    const context = new Context();
    const error = new RangeError('division by zero');
    const fn = (..._args: number[]): never => {
      throw error;
    };
    for (const args of [[], [1, 2]]) {
      let thrown: unknown;
      try {
        context.run(fn, ...args);
      } catch (caught) {
        thrown = caught;
      }
      expect(thrown).toBe(error);
    }
  });

  it('nests, each context with its own values; a copy holds what its source holds [test_context.ContextTest.test_context_run_4]', () => {
    const [outer, inner] = [new Context(), new Context()];
    const variable = new ContextVar<string>('var');
    const seen: unknown[] = [];
    const copy = outer.run(() => {
      seen.push(variable.get(null));
      variable.set('spam');
      inner.run(() => seen.push(variable.get(null)));
      seen.push(variable.get(null));
      return copyContext();
    });
    expect(seen).toEqual([null, null, 'spam']);
    expect([copy.size, copy.getItem(variable), copy.has(variable)]).toEqual([1, 'spam', true]);
    expect([...copy.entries()]).toEqual([...outer.entries()]); // JavaScript has no == for the contexts themselves
    expect(inner.size).toBe(0);
  });

  it('leaves the outer context as it was, also by an error [test_context.ContextTest.test_context_run_5]', () => {
    const variable = new ContextVar<string>('var');
    const fail = (): never => {
      expect(variable.get(null)).toBeNull();
      variable.set('spam');
      throw new RangeError();
    };
    expect(() => new Context().run(fail)).toThrow(RangeError);
    expect(variable.get(null)).toBeNull();
  });

  it('shows values through the context and the variable alike, a default through the variable only [test_context.ContextTest.test_context_run_6]', () => {
    const context = new Context();
    const variable = new ContextVar('a', { default: 0 });
    context.run(() => {
      expect([variable.get(), context.get(variable)]).toEqual([0, undefined]);
      variable.set(42);
      expect([variable.get(), context.get(variable)]).toEqual([42, 42]);
    });
  });

  it('refuses a context that is entered, by itself too [test_context.ContextTest.test_context_run_7]', () => {
    const context = new Context();
    let ran = 0;
    const enter = (): void => {
      ran++;
      expect(() => context.run(enter)).toThrow(RuntimeError);
      expect(() => context.run(enter)).toThrow('is already entered');
    };
    context.run(enter);
    context.run(enter); // it was left
    expect(ran).toBe(2);
  });
});

describe('Context.copy', () => {
  it('of a context that runs has the values of that moment; later, both go their own way [test_context.ContextTest.test_context_copy_1]', () => {
    const original = new Context();
    const variable = new ContextVar('c', { default: 42 });
    original.run(() => {
      variable.set(10);
      const copy = original.copy();
      const values = (): number[] => [original.getItem(variable), copy.getItem(variable)];
      expect(copy.getItem(variable)).toBe(10);
      variable.set(20);
      expect(values()).toEqual([20, 10]);
      copy.run(() => {
        expect(variable.get()).toBe(10);
        variable.set(30);
        expect(variable.get()).toBe(30);
      });
      expect(values()).toEqual([20, 30]);
    });
  });
});

describe('programs side by side', () => {
  it('have a context each, so that their values do not mix: here those that take turns, as threads share no module [test_context.ContextTest.test_context_threads_1]', () => {
    const variable = new ContextVar<number>('cvar');
    function* program(number: number): Generator<undefined, number> {
      for (let i = 0; i < 10; i++) {
        variable.set(number + i);
        yield;
        expect(variable.get()).toBe(number + i);
      }
      return number;
    }
    const numbers = Array.from({ length: 10 }, (_, i) => i);
    expect(interleave(numbers.map(program))).toEqual(numbers);
    expect(variable.get('unset')).toBe('unset');
  });
});

/** Steps the programs in turn, each in a context of its own, as a loop does; gives what they return. */
function interleave<T>(programs: Generator<undefined, T>[]): T[] {
  const results: T[] = [];
  let running = programs.map((steps) => ({ steps, context: copyContext() }));
  while (running.length > 0) {
    running = running.filter(({ steps, context }) => {
      const previous = enterContext(context);
      try {
        const step = steps.next();
        if (step.done === true) results.push(step.value);
        return step.done !== true;
      } finally {
        leaveContext(context, previous);
      }
    });
  }
  return results;
}
