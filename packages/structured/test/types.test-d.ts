/* eslint-disable asyncio/no-unyielded -- only the types are looked at; nothing here runs */
import {
  type Coroutine,
  type CoroutineObject,
  RuntimeError,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { describe, expectTypeOf, it } from 'vitest';

import {
  exceptStar,
  ExceptionGroup,
  type Grouped,
  type Split,
  TaskGroup,
  taskGroup,
  Timeout,
  timeout,
  timeoutAt,
} from '../src/index.js';

declare const error: unknown;

class HttpError extends Error {
  readonly status = 500;
}
class ParseError extends Error {
  readonly line = 1;
}

describe('taskGroup', () => {
  it('infers the result of its body', () => {
    const call = taskGroup(function* (group) {
      expectTypeOf(group).toEqualTypeOf<TaskGroup>();
      const a = group.createTask(sleep(1, 'a'));
      const b = group.createTask(sleep(1, 2), { name: 'b', eagerStart: true });
      expectTypeOf(a).toEqualTypeOf<Task<string>>();
      return [yield* a, yield* b] as const;
    });
    expectTypeOf(call).toEqualTypeOf<CoroutineObject<readonly [string, number]>>();
    expectTypeOf(taskGroup(() => sleep(1))).toEqualTypeOf<CoroutineObject<undefined>>();
  });

  it('may be told that cancel() interrupts its body', () => {
    const call = taskGroup(function* (group): Coroutine<string | undefined> {
      group.cancel();
      return yield* sleep(1, 'x');
    });
    expectTypeOf(call).toEqualTypeOf<CoroutineObject<string | undefined>>();
  });

  it('refuses what is no coroutine, and a loop of its own', () => {
    taskGroup(function* (group) {
      // @ts-expect-error -- not called
      group.createTask(sleep);
      // @ts-expect-error -- a promise
      group.createTask(Promise.resolve(1));
      // @ts-expect-error -- the loop is the group's
      group.createTask(sleep(1), { loop: undefined });
    });
    // @ts-expect-error -- an async function
    taskGroup(async () => {});
    // @ts-expect-error -- no generator
    taskGroup((group) => void group.createTask(sleep(1)));
  });

  it('is a context manager', () => {
    expectTypeOf(withAsync(new TaskGroup(), () => sleep(1, 7))).toEqualTypeOf<
      CoroutineObject<number | undefined>
    >();
  });
});

describe('timeout', () => {
  it('infers the result of its body, and is a scope without one', () => {
    expectTypeOf(timeout(1, () => sleep(1, 'x'))).toEqualTypeOf<CoroutineObject<string>>();
    expectTypeOf(
      timeoutAt(1, function* (scope) {
        expectTypeOf(scope).toEqualTypeOf<Timeout>();
        yield* sleep(1);
        return [1, 'a'] as [number, string];
      }),
    ).toEqualTypeOf<CoroutineObject<[number, string]>>();
    expectTypeOf(timeout(null)).toEqualTypeOf<Timeout>();
    expectTypeOf(timeoutAt(undefined)).toEqualTypeOf<Timeout>();
    expectTypeOf(new Timeout(1).when()).toEqualTypeOf<number | undefined>();
  });

  it('refuses times that are no numbers', () => {
    // @ts-expect-error -- no number
    timeout('1');
    // @ts-expect-error -- a delay is needed, if only undefined
    timeout();
    // @ts-expect-error -- a body makes a coroutine
    timeout(1, () => 5);
  });
});

describe('ExceptionGroup', () => {
  it('infers the errors at its leaves', () => {
    const flat = new ExceptionGroup('x', [new HttpError(), new ParseError()]);
    expectTypeOf(flat).toEqualTypeOf<ExceptionGroup<HttpError | ParseError>>();
    expectTypeOf(flat.errors).toEqualTypeOf<Grouped<HttpError | ParseError>[]>();
    const nested = new ExceptionGroup<HttpError | ParseError>('x', [
      new HttpError(),
      new ExceptionGroup('y', [new ParseError()]),
    ]);
    expectTypeOf(nested).toEqualTypeOf<ExceptionGroup<HttpError | ParseError>>();
  });

  it('narrows by class, classes and type predicate', () => {
    const group = new ExceptionGroup<Error>('x', [new HttpError()]);
    expectTypeOf(group.split(HttpError)).toEqualTypeOf<Split<HttpError, Error>>();
    expectTypeOf(group.split([HttpError, ParseError])).toEqualTypeOf<Split<HttpError | ParseError, Error>>();
    const isParseError = (value: unknown): value is ParseError => value instanceof ParseError;
    expectTypeOf(group.split(isParseError)).toEqualTypeOf<Split<ParseError, Error>>();
    expectTypeOf(group.subgroup(isParseError)).toEqualTypeOf<ExceptionGroup<ParseError> | undefined>();
    expectTypeOf(group.subgroup((value) => value.message === '')).toEqualTypeOf<
      ExceptionGroup<Error> | undefined
    >();
    expectTypeOf(group.derive([new ParseError()])).toEqualTypeOf<ExceptionGroup<ParseError>>();
    // @ts-expect-error -- no condition
    group.split('HttpError');
  });

  it('is found in a catch as a group of unknown errors', () => {
    if (error instanceof ExceptionGroup) expectTypeOf(error.title).toEqualTypeOf<string>();
    const group: ExceptionGroup = new ExceptionGroup('x', [1]);
    expectTypeOf(group.errors).toEqualTypeOf<unknown[]>();
  });
});

describe('exceptStar', () => {
  it('gives each handler the group of its errors', () => {
    const call = exceptStar(error, [
      [HttpError, (group) => expectTypeOf(group).toEqualTypeOf<ExceptionGroup<HttpError>>()],
      [
        [ParseError, HttpError],
        function* (group) {
          expectTypeOf(group).toEqualTypeOf<ExceptionGroup<ParseError | HttpError>>();
          yield* sleep(1);
        },
      ],
      [RuntimeError, (group) => Promise.resolve(group.errors.length)],
      [(value) => value === 5, (group) => expectTypeOf(group).toEqualTypeOf<ExceptionGroup>()],
    ]);
    expectTypeOf(call).toEqualTypeOf<CoroutineObject<void>>();
    exceptStar(error, []);
  });

  it('refuses clauses that are none', () => {
    // @ts-expect-error -- no handler
    exceptStar(error, [[ValueError]]);
    // @ts-expect-error -- no condition
    exceptStar(error, [['ValueError', () => {}]]);
    // @ts-expect-error -- the handler wants other errors
    exceptStar(error, [[HttpError, (group: ExceptionGroup<ParseError>) => group]]);
  });
});
