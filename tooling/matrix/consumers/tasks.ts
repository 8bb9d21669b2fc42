/** Coroutines, tasks, futures and `run`, as a small program uses them. */
import {
  type AsyncContextManager,
  AsyncExitStack,
  CancelledError,
  type Coroutine,
  coroutine,
  type CoroutineObject,
  createTask,
  currentTask,
  ensureFuture,
  fromPromise,
  Future,
  rethrowIfCancelled,
  run,
  Runner,
  sleep,
  type Task,
  withAsync,
} from '@asyncio-ts/tasks';

import { exactly } from './same.js';

interface User {
  readonly id: number;
  readonly name: string;
}

const loadUser = coroutine(function* loadUser(id: number, name?: string) {
  yield* sleep(0.1);
  const user: User = { id, name: name ?? 'somebody' };
  return user;
});

const firstOf = coroutine(function* <T>(items: readonly T[]): Coroutine<T | undefined> {
  yield* sleep(0);
  return items[0];
});

class Connection implements AsyncContextManager<Connection> {
  *aenter(): Coroutine<Connection> {
    yield* sleep(0.1);
    return this;
  }

  *aexit(): Coroutine<void> {
    yield* sleep(0.1);
  }

  *ask(question: string): Coroutine<number> {
    yield* sleep(0.1);
    return question.length;
  }
}

const main = coroutine(function* main() {
  const call = loadUser(1);
  exactly<CoroutineObject<User>>()(call);
  const task = createTask(call, { name: 'user' });
  exactly<Task<User>>()(task);
  task.addDoneCallback((done) => void done.cancelled());
  const user = yield* task;
  exactly<User>()(user);
  const first = yield* firstOf(['a', 'b']);
  exactly<string | undefined>()(first);
  const slept = yield* sleep(0.1, 'rested');
  exactly<string>()(slept);

  const future = new Future<number>();
  future.setResult(5);
  const five = yield* future;
  exactly<number>()(five);
  const text = yield* fromPromise(() => Promise.resolve('text'));
  exactly<string>()(text);
  exactly<Task<unknown> | undefined>()(currentTask());
  const made = ensureFuture(loadUser(2));
  exactly<Future<User>>()(made);

  const length = yield* withAsync(new Connection(), function* (connection) {
    exactly<Connection>()(connection);
    return yield* connection.ask('how long?');
  });
  exactly<number>()(length);
  yield* withAsync(new AsyncExitStack(), function* (stack) {
    const connection = yield* stack.enterAsyncContext(new Connection());
    exactly<Connection>()(connection);
  });

  try {
    yield* sleep(1);
  } catch (error) {
    rethrowIfCancelled(error);
    return error instanceof CancelledError ? 'cancelled' : 'failed';
  }
  return 'fine';
});

/** What Python writes as `await`, and what is easily written instead of it. */
export const wrong = coroutine(function* wrong(): Coroutine<string> {
  const future = new Future<string>();
  // @ts-expect-error -- `yield* future`
  yield future;
  // @ts-expect-error -- `yield* sleep(1)`
  yield sleep(1);
  // @ts-expect-error -- fromPromise() brings promises in
  yield* Promise.resolve(1);
  // @ts-expect-error -- not the future's type
  future.setResult(1);
  // @ts-expect-error -- the function was not called
  createTask(loadUser);
  // @ts-expect-error -- an id is a number
  yield* loadUser('1');
  // @ts-expect-error -- not what was announced
  return yield* sleep(1, 5);
});

export async function program(task: Task<User>): Promise<string> {
  const result = await run(main());
  exactly<'cancelled' | 'failed' | 'fine'>()(result);
  const runner = new Runner({ debug: true });
  const user = await runner.run(loadUser(3));
  exactly<User>()(user);
  await runner.close();
  const awaited = await task; // an async function takes them, too
  exactly<User>()(awaited);
  // @ts-expect-error -- main was not called
  await run(main);
  return result;
}
