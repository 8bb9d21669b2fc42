/** What CPython 3.13's `Lib/test/test_context.py` pins down of variables and tokens, in our words. */
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
import { describe, expect, it } from 'vitest';

/** Runs `body` in a context of its own. */
const isolated = (body: () => void) => (): void => new Context().run(body);

describe('a variable', () => {
  it('needs a name that is a string, cannot change it, and is not known by it [test_context.ContextTest.test_context_var_new_1]', () => {
    for (const args of [[], [1], [undefined]]) {
      const make = (): unknown => Reflect.construct(ContextVar, args);
      expect(make).toThrow(TypeError);
      expect(make).toThrow('must be a str');
    }
    const variable = new ContextVar('aaa');
    expect(variable.name).toBe('aaa');
    expect(() => Object.assign(variable, { name: 'bbb' })).toThrow(TypeError);
    expect(variable.name).toBe('aaa');
    const byKey = new Map<unknown, number>([[variable, 1]]);
    expect([variable, 'aaa', new ContextVar('aaa')].map((key) => byKey.has(key))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it(
    'shows its name and default, cut where that contains the variable; its token shows whether it was used [test_context.ContextTest.test_context_var_repr_1]',
    isolated(() => {
      expect(String(new ContextVar('a'))).toBe("<ContextVar name='a'>");
      expect(String(new ContextVar('a', { default: 123 }))).toBe("<ContextVar name='a' default=123>");
      const list: unknown[] = [];
      const variable = new ContextVar<unknown>('a', { default: list });
      list.push(variable);
      expect(String(variable)).toBe("<ContextVar name='a' default=[...]>");
      const token = variable.set(1);
      expect(String(token)).toBe(`<Token var=${String(variable)}>`);
      variable.reset(token);
      expect(String(token)).toBe(`<Token used var=${String(variable)}>`);
    }),
  );
});

describe('get, set and reset', () => {
  it(
    'give and take back values, each token once; a copy of the context keeps what it had [test_context.ContextTest.test_context_getset_1]',
    isolated(() => {
      const variable = new ContextVar<unknown>('c');
      const both = (): unknown[] => [variable.get(), variable.get(null)];
      expect(() => variable.get()).toThrow(LookupError);
      expect(variable.get(null)).toBeNull();

      const first = variable.set(42);
      expect(both()).toEqual([42, 42]);
      expect(first.oldValue).toBe(Token.MISSING);
      expect(first.var).toBe(variable);

      const second = variable.set('spam');
      expect([...both(), second.oldValue]).toEqual(['spam', 'spam', 42]);
      variable.reset(second);
      expect(both()).toEqual([42, 42]);

      variable.set('spam2');
      const again = (): void => variable.reset(second);
      expect(again).toThrow(RuntimeError);
      expect(again).toThrow('has already been used');
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
      expect([[...snapshot.keys()], [...snapshot]]).toEqual([[variable], [variable]]);

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
    'refuse a token that another variable made [test_context.ContextTest.test_context_getset_2]',
    isolated(() => {
      const [one, other] = [new ContextVar<number>('v1'), new ContextVar<number>('v2')];
      const token = one.set(42);
      const reset = (): void => other.reset(token);
      expect(reset).toThrow(ValueError);
      expect(reset).toThrow('was created by a different ContextVar');
      expect(one.get()).toBe(42);
    }),
  );

  it('take a variable out of its context where its first set is undone [test_context.ContextTest.test_context_getset_3]', () => {
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
      expect([[...context.keys()], context.has(variable)]).toEqual([[], false]);
      expect(() => context.getItem(variable)).toThrow(KeyError);
    });
  });

  it('refuse a token that was made in another context [test_context.ContextTest.test_context_getset_4]', () => {
    const variable = new ContextVar('c', { default: 42 });
    const context = new Context();
    const token = context.run(() => variable.set(1));
    const reset = (): void => variable.reset(token);
    expect(reset).toThrow(ValueError);
    expect(reset).toThrow('was created in a different Context');
    expect([variable.get(), context.get(variable)]).toEqual([42, 1]);
  });

  it(
    'in a copy of the context do not change the value outside [test_context.ContextTest.test_context_getset_5]',
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
});
