import {
  Context,
  ContextVar,
  copyContext,
  KeyError,
  LookupError,
  RuntimeError,
} from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

describe('a new Context', () => {
  it('is empty, whatever the current one holds', () => {
    copyContext().run(() => {
      const variable = new ContextVar<number>('v');
      variable.set(1);
      const context = new Context();
      expect([context.size, [...context]]).toEqual([0, []]);
      expect(context.run(() => variable.get('none'))).toBe('none');
    });
  });

  it('takes no arguments', () => {
    const Constructor = Context as new (...args: unknown[]) => Context;
    expect(() => new Constructor(new Context())).toThrow(TypeError);
    expect(() => new Constructor(undefined)).toThrow(
      'Context() does not accept any arguments\n  Call copy() to copy one',
    );
  });
});

describe('Context.run', () => {
  it('passes an error through unchanged and leaves the context', () => {
    const context = new Context();
    const error = new RangeError('out');
    const variable = new ContextVar<number>('v');
    expect(() =>
      context.run(() => {
        variable.set(1);
        throw error;
      }),
    ).toThrow(error);
    expect(variable.get('none')).toBe('none');
    expect(context.run(() => variable.get())).toBe(1);
  });

  it('keeps what was set for the next run', () => {
    const context = new Context();
    const variable = new ContextVar('count', { default: 0 });
    const increment = (): void => void variable.set(variable.get() + 1);
    context.run(increment);
    context.run(increment);
    expect([context.get(variable), variable.get()]).toEqual([2, 0]);
  });

  it('refuses a context that is entered already, at any depth, and goes on working', () => {
    const [outer, inner] = [new Context(), new Context()];
    const message =
      'cannot enter context: <Context [entered, variables:0]> is already entered\n  Enter a copy() of it';
    outer.run(() => {
      expect(() => outer.run(() => 1)).toThrow(RuntimeError);
      inner.run(() => expect(() => outer.run(() => 1)).toThrow(message));
      expect(outer.copy().run(() => 1)).toBe(1);
    });
    expect(outer.run(() => 1)).toBe(1);
  });

  it('needs a function', () => {
    const context = new Context();
    const run = (fn?: unknown): unknown => context.run(fn as () => void);
    expect(() => run()).toThrow(TypeError);
    expect(() => run('fn')).toThrow(
      "run() missing 1 required positional argument\n  Pass a function, got 'fn'",
    );
    expect(String(context)).toBe('<Context [variables:0]>'); // not entered
  });

  it('is over when the function returns, though a generator it made goes on', () => {
    const variable = new ContextVar('v', { default: 'outside' });
    const generator = new Context().run(function* () {
      yield variable.set('inside').var.get();
    });
    generator.next();
    expect(copyContext().has(variable)).toBe(true); // the generator ran here
    expect(variable.get()).toBe('inside');
  });
});

describe('Context.copy and copyContext', () => {
  it('give the values of that moment; later changes stay on their side', () => {
    const variable = new ContextVar<number>('v');
    const original = new Context();
    original.run(() => {
      variable.set(10);
      const [copy, other] = [original.copy(), copyContext()];
      variable.set(20);
      copy.run(() => variable.set(30));
      expect([original, copy, other].map((context) => context.get(variable))).toEqual([20, 30, 10]);
    });
  });

  it('give a context that is not entered', () => {
    const context = new Context();
    context.run(() => expect(copyContext().run(() => context.copy().run(() => 1))).toBe(1));
  });

  it('copy one reference, not the values, however many variables there are', () => {
    const context = new Context();
    context.run(() => {
      for (let i = 0; i < 1000; i++) new ContextVar<number>(`v${i}`).set(i);
    });
    const copy = context.copy();
    expect(copy._values).toBe(context._values); // neither may change it, both may replace it
    expect(context.run(() => copyContext()._values)).toBe(context._values);
  });

  it('share all that a later change does not touch', () => {
    const variables = Array.from({ length: 2000 }, (_, i) => new ContextVar<number>(`v${i}`));
    const context = new Context();
    context.run(() => {
      for (const variable of variables) variable.set(0);
    });
    const copy = context.copy();
    copy.run(() => variables[0]?.set(1));

    const shared = new Set(context._values.slots);
    const own = copy._values.slots.filter((slot) => typeof slot === 'object' && !shared.has(slot));
    expect(own).toHaveLength(1); // 1 of 32 branches
  });

  it('allocate no map for an empty context', () => {
    expect(new Context()._values).toBe(new Context()._values);
    const context = new Context();
    context.run(() => {
      const variable = new ContextVar<number>('v');
      variable.reset(variable.set(1));
    });
    expect(context._values).toBe(new Context()._values);
  });
});

describe('Context as a map', () => {
  const set = new ContextVar<string | undefined>('set');
  const unset = new ContextVar<string>('unset', { default: 'default' });
  const context = new Context();
  context.run(() => set.set('value'));

  it('gets a value, else the fallback, never the default', () => {
    expect(context.get(set)).toBe('value');
    expect(context.get(unset)).toBeUndefined();
    expect(context.get(unset, 'fallback')).toBe('fallback');
  });

  it('has only variables that were set, also to undefined', () => {
    expect([context.has(set), context.has(unset)]).toEqual([true, false]);
    const other = new Context();
    other.run(() => set.set(undefined));
    expect([other.has(set), other.get(set, 'fallback'), other.getItem(set)]).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it('throws KeyError for an item that is not there', () => {
    expect(context.getItem(set)).toBe('value');
    expect(() => context.getItem(unset)).toThrow(KeyError);
    expect(() => context.getItem(unset)).toThrow(LookupError);
    expect(() => context.getItem(unset)).toThrow(
      "<ContextVar name='unset' default='default'>\n  It has no value in this context; pass get() a fallback",
    );
  });

  it.each([
    ['a name', 'set', "'set'"],
    ['a number', 1, '1'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a list', [], '[...]'],
  ])('takes variables for keys, not %s', (_what, key, got) => {
    const variable = key as unknown as ContextVar<unknown>;
    const message = `a ContextVar key was expected, got ${got}\n  Pass the variable, not its name`;
    expect(() => context.get(variable)).toThrow(TypeError);
    expect(() => context.get(variable)).toThrow(message);
    expect(() => context.has(variable)).toThrow(message);
    expect(() => context.getItem(variable)).toThrow(message);
  });

  it('iterates over variables, values and entries, each once', () => {
    const variables = Array.from({ length: 100 }, (_, i) => new ContextVar<number>(`v${i}`));
    const full = new Context();
    full.run(() => {
      for (const [i, variable] of variables.entries()) variable.set(i);
    });
    expect(full.size).toBe(100);
    expect(new Set(full)).toEqual(new Set(variables));
    expect([...full.keys()]).toEqual([...full]);
    expect([...full.values()]).toEqual([...full].map((variable) => full.get(variable)));
    expect([...full.entries()]).toEqual([...full].map((variable) => [variable, full.get(variable)]));
    expect([...full.values()].map(Number).sort((a, b) => a - b)).toEqual(variables.map((_, i) => i));
  });

  it('iterates over the values of the moment the iteration was asked for', () => {
    const other = context.copy();
    const views = [other[Symbol.iterator](), other.keys(), other.values(), other.entries()];
    other.run(() => {
      set.set('changed');
      unset.set('new');
    });
    expect(views.map((view) => [...view])).toEqual([[set], [set], ['value'], [[set, 'value']]]);
    expect(other.size).toBe(2);
  });

  it('prints its size, and whether it is entered', () => {
    expect(String(context)).toBe('<Context [variables:1]>');
    expect(context.run(() => String(context))).toBe('<Context [entered, variables:1]>');
  });
});
