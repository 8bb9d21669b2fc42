import { CancelledError, RuntimeError, ValueError } from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import { ExceptionGroup } from '../src/index.js';

const one = new ValueError('one');
const two = new ValueError('two');
const wrong = new TypeError('wrong');
const inner = new ExceptionGroup('inner', [two, wrong]);
const outer = new ExceptionGroup('outer', [one, inner]);

/** The shape of a group: its title, then its errors. */
function shape(error: unknown): unknown {
  return error instanceof ExceptionGroup ? [error.title, ...error.errors.map(shape)] : error;
}

describe('ExceptionGroup', () => {
  it('is an AggregateError whose message counts its errors as Python does', () => {
    expect(outer).toBeInstanceOf(AggregateError);
    expect(outer.name).toBe('ExceptionGroup');
    expect(outer.title).toBe('outer');
    expect(String(outer)).toBe('ExceptionGroup: outer (2 sub-exceptions)');
    expect(new ExceptionGroup('x', [one]).message).toBe('x (1 sub-exception)');
  });

  it('holds the errors under both names, in the order given, and copies the array', () => {
    const given = [one, wrong];
    const group = new ExceptionGroup('x', given);
    given.pop();
    expect(group.errors).toEqual([one, wrong]);
    expect(group.exceptions).toBe(group.errors);
  });

  it('takes a cause', () => {
    expect(new ExceptionGroup('x', [one], { cause: two }).cause).toBe(two);
    expect('cause' in outer).toBe(false);
  });

  it('shows no property of its own beside those of an AggregateError', () => {
    expect(Object.keys(outer)).toEqual([]);
  });

  it('leaves its own properties open to change, as those of an AggregateError are', () => {
    const part = new ExceptionGroup('x', [one], { cause: two }).subgroup(ValueError)!;
    for (const key of ['errors', 'title', 'cause']) {
      expect(Object.getOwnPropertyDescriptor(part, key)).toMatchObject({
        writable: true,
        configurable: true,
      });
    }
  });

  it('holds anything that can be thrown', () => {
    const group = new ExceptionGroup('x', [undefined, 'text', new CancelledError()]);
    expect(group.errors).toHaveLength(3);
    expect(group.split(CancelledError).map(shape)).toEqual([
      ['x', group.errors[2]],
      ['x', undefined, 'text'],
    ]);
  });

  it('refuses a title that is no string, errors that are no array, and no errors', () => {
    // @ts-expect-error -- a wrong title
    expect(() => new ExceptionGroup(5, [one])).toThrow(
      new TypeError('argument 1 must be a string, got 5\n  new ExceptionGroup(title, errors)'),
    );
    // @ts-expect-error -- no array
    expect(() => new ExceptionGroup('x', one)).toThrow(
      new TypeError(
        'second argument (exceptions) must be an array, got ValueError("one")\n  new ExceptionGroup(title, [error])',
      ),
    );
    expect(() => new ExceptionGroup('x', [])).toThrow(
      new ValueError(
        'second argument (exceptions) must be a non-empty array\n  A group has one error at least',
      ),
    );
  });
});

describe('ExceptionGroup.split', () => {
  it('picks by class at any depth and keeps the nesting of both parts', () => {
    const [match, rest] = outer.split(ValueError);
    expect(shape(match)).toEqual(['outer', one, ['inner', two]]);
    expect(shape(rest)).toEqual(['outer', ['inner', wrong]]);
  });

  it('picks by several classes; what is empty is undefined', () => {
    const [match, rest] = outer.split([ValueError, TypeError]);
    expect(shape(match)).toEqual(shape(outer));
    expect(match).not.toBe(outer);
    expect(rest).toBeUndefined();
    expect(outer.split([])[0]).toBeUndefined();
  });

  it('leaves no match, and a copy as the rest, when nothing fits', () => {
    const [match, rest] = outer.split(RuntimeError);
    expect(match).toBeUndefined();
    expect(shape(rest)).toEqual(shape(outer));
    expect(rest).not.toBe(outer);
  });

  it('takes a group of which the condition is true as it is', () => {
    expect(outer.split(ExceptionGroup)[0]).toBe(outer);
    expect(outer.split(Error)[0]).toBe(outer);
    const [match, rest] = outer.split((error) => error instanceof ExceptionGroup && error.title === 'inner');
    expect(match?.errors).toEqual([inner]);
    expect(match?.errors[0]).toBe(inner);
    expect(shape(rest)).toEqual(['outer', one]);
  });

  it('picks by predicate', () => {
    const [match, rest] = outer.split((error) => error === wrong);
    expect(shape(match)).toEqual(['outer', ['inner', wrong]]);
    expect(shape(rest)).toEqual(['outer', one, ['inner', two]]);
  });

  it('knows classes that do not extend Error, classes in the style of ES5, and functions that are no classes', () => {
    class Signal {
      readonly name = 'SIGTERM';
    }
    function OldError(this: object): void {
      Object.setPrototypeOf(this, OldError.prototype as object);
    }
    Object.setPrototypeOf(OldError.prototype, Error.prototype);
    const signal = new Signal();
    const old = Object.create(OldError.prototype as object) as Error;
    const group = new ExceptionGroup('x', [signal, old, one]);
    expect(group.subgroup(Signal)?.errors).toEqual([signal]);
    expect(group.subgroup(OldError as unknown as typeof Error)?.errors).toEqual([old]);
    const isOne = function (error: unknown): boolean {
      return error === one;
    };
    expect(group.subgroup(isOne)?.errors).toEqual([one]);
  });

  it.each([5, 'text', null, undefined, [5], [ValueError, 5], [() => true]])(
    'refuses %s as a condition',
    (bad) => {
      expect(() => outer.split(bad as never)).toThrow(
        /^expected an exception type, an array of exception types, or a callable \(other than a class\), got /,
      );
      expect(() => outer.subgroup(bad as never)).toThrow(TypeError);
    },
  );

  it('passes on what a predicate throws', () => {
    const predicate = (): never => {
      throw two;
    };
    expect(() => outer.split(predicate)).toThrow(two);
  });
});

describe('ExceptionGroup.subgroup', () => {
  it('is the first half of split', () => {
    expect(shape(outer.subgroup(TypeError))).toEqual(['outer', ['inner', wrong]]);
    expect(outer.subgroup(RuntimeError)).toBeUndefined();
    expect(outer.subgroup(ExceptionGroup)).toBe(outer);
  });
});

describe('ExceptionGroup.derive', () => {
  class RequestErrors<E> extends ExceptionGroup<E> {
    readonly url: string;

    constructor(url: string, errors: readonly (E | ExceptionGroup<E>)[]) {
      super(`requests to ${url}`, errors);
      this.url = url;
    }

    override derive<T>(errors: readonly (T | ExceptionGroup<T>)[]): ExceptionGroup<T> {
      return new RequestErrors(this.url, errors);
    }
  }

  it('makes the parts, so that a subclass can keep its class', () => {
    const [match, rest] = new RequestErrors('/a', [one, wrong]).split(TypeError);
    expect(match).toBeInstanceOf(RequestErrors);
    expect((rest as RequestErrors<unknown>).url).toBe('/a');
  });

  it('makes plain groups unless it is overridden', () => {
    class Plain extends ExceptionGroup {}
    expect(new Plain('x', [one, wrong]).subgroup(TypeError)?.constructor).toBe(ExceptionGroup);
  });

  it('has the cause of the whole carried over to the parts', () => {
    const group = new ExceptionGroup('x', [one, wrong], { cause: two });
    expect(group.split(ValueError).map((part) => part?.cause)).toEqual([two, two]);
    expect(Object.keys(group.split(ValueError)[0]!)).toEqual([]);
  });

  it('gives the parts no cause if the whole has none: consoles would print it', () => {
    for (const part of outer.split(ValueError)) expect('cause' in part!).toBe(false);
  });

  it('must return a group', () => {
    class Bad extends ExceptionGroup {
      override derive(): never {
        return 5 as never;
      }
    }
    const bad = new Bad('x', [one, wrong]);
    expect(() => bad.split(ValueError)).toThrow(
      new TypeError(
        'derive must return an instance of ExceptionGroup, got 5\n  Write derive(errors) { return new MyGroup(this.title, errors); }',
      ),
    );
  });
});
