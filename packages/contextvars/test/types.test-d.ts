import {
  Context,
  ContextVar,
  type ContextVarOptions,
  copyContext,
  type KeyError,
  type LookupError,
  Token,
} from '@asyncio-ts/contextvars';
import { type active, enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, expectTypeOf, it } from 'vitest';

const port = new ContextVar('port', { default: 80 });
const user = new ContextVar<string>('user');
const context = new Context();

describe('the types of', () => {
  it('a variable: from its default, or given, or unknown', () => {
    expectTypeOf(port).toEqualTypeOf<ContextVar<number>>();
    expectTypeOf(user).toEqualTypeOf<ContextVar<string>>();
    expectTypeOf(new ContextVar('any')).toEqualTypeOf<ContextVar<unknown>>();
    expectTypeOf(new ContextVar<string | undefined>('user', { default: undefined }).get()).toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf<ContextVarOptions<number>>().toEqualTypeOf<{ readonly default?: number }>();
    // @ts-expect-error the default is not of the variable's type
    new ContextVar<string>('user', { default: 1 });
    // @ts-expect-error undefined is a default like any other, and not a string
    new ContextVar<string>('user', { default: undefined });
    // @ts-expect-error a name is needed
    new ContextVar();
  });

  it('its value, and what it can be set to', () => {
    expectTypeOf(port.get()).toEqualTypeOf<number>();
    expectTypeOf(port.get('none')).toEqualTypeOf<number | string>();
    expectTypeOf(port.get(undefined)).toEqualTypeOf<number | undefined>();
    expectTypeOf(port.name).toEqualTypeOf<string>();
    // @ts-expect-error not a number
    port.set('80');
    // @ts-expect-error the name is read-only
    port.name = 'other';
  });

  it('a token: of its variable only, and missing when its old value was', () => {
    const token = port.set(1);
    expectTypeOf(token).toEqualTypeOf<Token<number>>();
    expectTypeOf(token.var).toEqualTypeOf<ContextVar<number>>();
    expectTypeOf(token.oldValue).toEqualTypeOf<number | typeof Token.MISSING>();
    if (token.oldValue !== Token.MISSING) expectTypeOf(token.oldValue).toEqualTypeOf<number>();
    expectTypeOf(token).toExtend<Disposable>();
    port.reset(token);
    // @ts-expect-error a number's token
    user.reset(token);
    // @ts-expect-error only variables make tokens
    new Token();
  });

  it('what a context runs', () => {
    const fn = (a: number, b?: string): [number, string | undefined] => [a, b];
    expectTypeOf(context.run(fn, 1)).toEqualTypeOf<[number, string | undefined]>();
    expectTypeOf(context.run(fn, 1, 'b')).toEqualTypeOf<[number, string | undefined]>();
    expectTypeOf(context.run(() => 1)).toEqualTypeOf<number>();
    // @ts-expect-error an argument is missing
    context.run(fn);
    // @ts-expect-error an argument of the wrong type
    context.run(fn, 'a');
    // @ts-expect-error no function
    context.run();
  });

  it('what a context holds', () => {
    expectTypeOf(context.get(port)).toEqualTypeOf<number | undefined>();
    expectTypeOf(context.get(port, null)).toEqualTypeOf<number | null>();
    expectTypeOf(context.getItem(port)).toEqualTypeOf<number>();
    expectTypeOf(context.has(port)).toEqualTypeOf<boolean>();
    expectTypeOf([...context]).toEqualTypeOf<ContextVar<unknown>[]>();
    expectTypeOf([...context.keys()]).toEqualTypeOf<ContextVar<unknown>[]>();
    expectTypeOf([...context.values()]).toEqualTypeOf<unknown[]>();
    expectTypeOf([...context.entries()]).toEqualTypeOf<[ContextVar<unknown>, unknown][]>();
    expectTypeOf(copyContext()).toEqualTypeOf<Context>();
    expectTypeOf(context.copy()).toEqualTypeOf<Context>();
    // @ts-expect-error a variable, not its name
    context.get('port');
    // @ts-expect-error a context takes no arguments
    new Context(context);
  });

  it('the errors, and the switch of contexts', () => {
    expectTypeOf<KeyError>().toExtend<LookupError>();
    expectTypeOf<typeof active>().toEqualTypeOf<{ context: Context }>();
    expectTypeOf(enterContext).toEqualTypeOf<(context: Context) => Context>();
    expectTypeOf(leaveContext).toEqualTypeOf<(context: Context, previous: Context) => void>();
  });
});
