/** Groups, timeouts and groups of errors. */
import {
  exceptStar,
  ExceptionGroup,
  type TaskGroup,
  taskGroup,
  type Timeout,
  timeout,
  timeoutAt,
} from '@asyncio-ts/structured';
import { type Coroutine, coroutine, type CoroutineObject, sleep, type Task } from '@asyncio-ts/tasks';

import { exactly } from './same.js';

class HttpError extends Error {
  readonly status: number = 500;
}

class ParseError extends Error {
  readonly line: number = 1;
}

export const gatherPages = coroutine(function* gatherPages(urls: readonly string[]) {
  const lengths = yield* taskGroup(function* (group) {
    exactly<TaskGroup>()(group);
    const tasks = urls.map((url) => group.createTask(sleep(1, url.length), { name: url }));
    exactly<Task<number>[]>()(tasks);
    const found: number[] = [];
    for (const task of tasks) found.push(yield* task);
    return found;
  });
  exactly<number[]>()(lengths);
  yield* taskGroup(function* (group) {
    group.createTask(sleep(1));
    // @ts-expect-error -- not called
    group.createTask(sleep);
  });
  return lengths;
});

export const inTime = coroutine(function* inTime(): Coroutine<void> {
  const text = yield* timeout(2, () => sleep(1, 'done'));
  exactly<string>()(text);
  const both = timeoutAt(100, function* (scope) {
    exactly<Timeout>()(scope);
    scope.reschedule(200);
    const first = yield* sleep(1, 1);
    const second = yield* sleep(1, 'two');
    return [first, second] as const;
  });
  exactly<CoroutineObject<readonly [number, string]>>()(both);
  yield* both;
  const scope = timeout(null);
  exactly<Timeout>()(scope);
  // @ts-expect-error -- seconds are a number
  yield* timeout('2', () => sleep(1));
});

export const handled = coroutine(function* handled(error: unknown): Coroutine<string[]> {
  const lines: string[] = [];
  yield* exceptStar(error, [
    [
      HttpError,
      (group) => {
        exactly<ExceptionGroup<HttpError>>()(group);
        for (const part of group.errors) lines.push(part instanceof ExceptionGroup ? 'more' : part.message);
      },
    ],
    [
      [ParseError, HttpError],
      function* (group) {
        exactly<ExceptionGroup<ParseError | HttpError>>()(group);
        yield* sleep(1);
      },
    ],
  ]);
  // @ts-expect-error -- a clause without a handler
  yield* exceptStar(error, [[HttpError]]);
  return lines;
});

export function split(group: ExceptionGroup): [unknown, unknown] {
  const [http, rest] = group.split(HttpError);
  exactly<ExceptionGroup<HttpError> | undefined>()(http);
  return [http, rest];
}
