import {
  Context,
  ContextVar,
  copyContext,
  LookupError,
  RuntimeError,
  Token,
  ValueError,
} from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

/** Runs `body` in a copy of the current context, so that what it sets is gone afterwards. */
function isolated(body: () => void): void {
  copyContext().run(body);
}

describe('ContextVar.get', () => {
  it('gives the value that was set', () => {
    isolated(() => {
      const variable = new ContextVar<string>('user');
      variable.set('ada');
      expect(variable.get()).toBe('ada');
      expect(variable.get('fallback')).toBe('ada');
    });
  });

  it('gives the default where the variable was not set', () => {
    expect(new ContextVar('port', { default: 80 }).get()).toBe(80);
  });

  it('prefers the fallback to the default, and the value to both', () => {
    isolated(() => {
      const variable = new ContextVar('port', { default: 80 });
      expect(variable.get(8080)).toBe(8080);
      variable.set(443);
      expect(variable.get(8080)).toBe(443);
    });
  });

  it('throws LookupError when there is neither value nor fallback nor default', () => {
    const variable = new ContextVar<string>('user');
    expect(() => variable.get()).toThrow(LookupError);
    expect(() => variable.get()).toThrow(
      /^<ContextVar name='user'>\n {2}It has no value in this context; set\(\) it, pass get\(\) a fallback, or/,
    );
  });

  it('takes undefined for a fallback, a default and a value like any other', () => {
    isolated(() => {
      expect(new ContextVar<string>('user').get(undefined)).toBeUndefined();
      expect(new ContextVar<unknown>('user', { default: undefined }).get()).toBeUndefined();
      expect(new ContextVar('user', { default: 'nobody' }).get(undefined)).toBeUndefined();

      const variable = new ContextVar<string | undefined>('user', { default: 'nobody' });
      variable.set(undefined);
      expect(variable.get('fallback')).toBeUndefined();
    });
  });

  it('takes options without a default for no default', () => {
    expect(() => new ContextVar('user', {}).get()).toThrow(LookupError);
  });

  it('finds each of 5,000 variables in a context, at any depth of the map', () => {
    isolated(() => {
      const variables = Array.from({ length: 5000 }, (_, i) => new ContextVar<number>(`v${i}`));
      for (const [i, variable] of variables.entries()) variable.set(i);
      expect(variables.every((variable, i) => variable.get() === i)).toBe(true);
      expect(copyContext().size).toBe(5000);
    });
  });
});

describe('ContextVar.set', () => {
  it('tells the old value by its token, and a default as missing', () => {
    isolated(() => {
      const variable = new ContextVar('port', { default: 80 });
      const first = variable.set(443);
      const second = variable.set(8080);
      expect(first.oldValue).toBe(Token.MISSING);
      expect(second.oldValue).toBe(443);
      expect(second.var).toBe(variable);
    });
  });

  it('tells an old value of undefined from a missing one', () => {
    isolated(() => {
      const variable = new ContextVar<number | undefined>('port');
      variable.set(undefined);
      expect(variable.set(1).oldValue).toBeUndefined();
    });
  });

  it('sets the variable in the current context only', () => {
    const variable = new ContextVar('port', { default: 80 });
    const [one, other] = [new Context(), new Context()];
    one.run(() => variable.set(1));
    other.run(() => variable.set(2));
    expect([one.get(variable), other.get(variable), variable.get()]).toEqual([1, 2, 80]);
  });
});

describe('ContextVar.reset', () => {
  it('goes back to the value before, and to none', () => {
    isolated(() => {
      const variable = new ContextVar<number>('depth');
      const first = variable.set(1);
      const second = variable.set(2);
      variable.reset(second);
      expect(variable.get()).toBe(1);
      variable.reset(first);
      expect(variable.get('none')).toBe('none');
      expect(copyContext().has(variable)).toBe(false);
    });
  });

  it('takes tokens in any order, each to what its own set replaced', () => {
    isolated(() => {
      const variable = new ContextVar<number>('depth');
      const first = variable.set(1);
      const second = variable.set(2);
      variable.reset(first);
      expect(variable.get('none')).toBe('none');
      variable.reset(second);
      expect(variable.get()).toBe(1);
    });
  });

  it('refuses a used token with RuntimeError', () => {
    isolated(() => {
      const variable = new ContextVar<number>('depth');
      const token = variable.set(1);
      variable.reset(token);
      expect(() => variable.reset(token)).toThrow(RuntimeError);
      expect(() => variable.reset(token)).toThrow(
        "<Token used var=<ContextVar name='depth'>> has already been used once\n  It undoes one set(), once",
      );
    });
  });

  it("refuses another variable's token with ValueError, and leaves it usable", () => {
    isolated(() => {
      const variable = new ContextVar<number>('depth');
      const other = new ContextVar<number>('depth');
      const token = variable.set(1);
      expect(() => other.reset(token)).toThrow(ValueError);
      expect(() => other.reset(token)).toThrow(
        "<Token var=<ContextVar name='depth'>> was created by a different ContextVar\n  Call token.var.reset(token)",
      );
      variable.reset(token);
      expect(copyContext().has(variable)).toBe(false);
    });
  });

  it("refuses another context's token with ValueError, even a copy's, and leaves it usable", () => {
    isolated(() => {
      const variable = new ContextVar<number>('depth');
      const token = variable.set(1);
      const elsewhere = copyContext();
      expect(() => elsewhere.run(() => variable.reset(token))).toThrow(ValueError);
      expect(() => elsewhere.run(() => variable.reset(token))).toThrow(
        "<Token var=<ContextVar name='depth'>> was created in a different Context\n  Call reset() where set() was called",
      );
      variable.reset(token);
      expect(copyContext().has(variable)).toBe(false);
    });
  });

  it('names the first of several wrongs as CPython does: used, then the variable, then the context', () => {
    const variable = new ContextVar<number>('one');
    const other = new ContextVar<number>('other');
    const elsewhere = new Context();
    isolated(() => {
      const token = variable.set(1);
      expect(() => elsewhere.run(() => other.reset(token))).toThrow('by a different ContextVar');
      variable.reset(token);
      expect(() => elsewhere.run(() => other.reset(token))).toThrow('already been used');
    });
  });

  it('refuses what is no token with TypeError', () => {
    const variable = new ContextVar<number>('depth');
    expect(() => variable.reset(1 as unknown as Token<number>)).toThrow(TypeError);
    expect(() => variable.reset(1 as unknown as Token<number>)).toThrow(
      'expected an instance of Token, got 1\n  Pass what set() returned',
    );
  });
});

describe('a ContextVar', () => {
  it('is known by itself, not by its name', () => {
    isolated(() => {
      const [one, other] = [new ContextVar<number>('same'), new ContextVar<number>('same')];
      one.set(1);
      expect(other.get('none')).toBe('none');
    });
  });

  it.each([
    ['a number', 1, 'got 1'],
    ['nothing', undefined, 'got undefined'],
    ['an object', { default: 1 }, 'got {...}'],
  ])('needs a string for a name, not %s', (_what, name, got) => {
    expect(() => new ContextVar(name as unknown as string)).toThrow(TypeError);
    expect(() => new ContextVar(name as unknown as string)).toThrow(
      `context variable name must be a str\n  Pass a string, ${got}`,
    );
  });

  it.each([
    ['none', {}, ''],
    ['a number', { default: 123 }, ' default=123'],
    ['undefined', { default: undefined }, ' default=undefined'],
    ['null', { default: null }, ' default=null'],
    ['a string', { default: "it's\nlong" }, " default='it's\\nlong'"],
    ['a symbol', { default: Symbol('here') }, ' default=Symbol(here)'],
    ['a list', { default: [1] }, ' default=[...]'],
    ['an object', { default: Object.create(null) as object }, ' default={...}'],
    ['a function', { default: () => 1 }, ' default={...}'],
  ])('prints its name and default in one line: %s', (_what, options, tail) => {
    expect(String(new ContextVar<unknown>('v', options))).toBe(`<ContextVar name='v'${tail}>`);
  });
});
