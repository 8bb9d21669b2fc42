import type { EventLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  type AsyncContextManager,
  AsyncExitStack,
  type Awaitable,
  type AwaitedResult,
  type Coroutine,
  coroutine,
  type CoroutineObject,
  createEagerTaskFactory,
  createTask,
  currentTask,
  ensureFuture,
  fromPromise,
  Future,
  isCoroutine,
  isFuture,
  run,
  Runner,
  runUntilComplete,
  runUntilCompleteSync,
  shutdownAsyncgens,
  sleep,
  Task,
  type TaskFactory,
  withAsync,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { expectTypeOf, it } from 'vitest';

declare const loop: VirtualTimeLoop;
declare const future: Future<number>;
declare const task: Task<string>;

const add = coroutine(function* add(a: number, b: number) {
  yield* sleep(1);
  return a + b;
});

it('infers the result of every await', () => {
  function* main() {
    expectTypeOf(yield* add(1, 2)).toEqualTypeOf<number>();
    expectTypeOf(yield* future).toEqualTypeOf<number>();
    expectTypeOf(yield* task).toEqualTypeOf<string>();
    expectTypeOf(yield* raw()).toEqualTypeOf<'raw'>();
    expectTypeOf(yield* sleep(1)).toEqualTypeOf<undefined>();
    expectTypeOf(yield* sleep(1, 'slept')).toEqualTypeOf<string>();
    expectTypeOf(yield* fromPromise(Promise.resolve(true))).toEqualTypeOf<boolean>();
    expectTypeOf(shutdownAsyncgens()).toEqualTypeOf<CoroutineObject<void>>();
    return 5 as const;
  }
  function* raw(): Coroutine<'raw'> {
    yield* sleep(0);
    return 'raw';
  }
  expectTypeOf(main).returns.toExtend<Coroutine<5>>(); // also without an annotation
  expectTypeOf(run(main())).toEqualTypeOf<Promise<5>>();
});

it('infers what await gives in an async function', async () => {
  expectTypeOf(await add(1, 2)).toEqualTypeOf<number>();
  expectTypeOf(await future).toEqualTypeOf<number>();
  expectTypeOf(await task).toEqualTypeOf<string>();
});

it('coroutine() keeps parameters, `this` and type parameters', () => {
  expectTypeOf(add).parameters.toEqualTypeOf<[a: number, b: number]>();
  expectTypeOf(add(1, 2)).toEqualTypeOf<CoroutineObject<number>>();
  const identity = coroutine(function* identity<T>(value: T, ...more: T[]) {
    yield* sleep(0);
    return [value, ...more];
  });
  expectTypeOf(identity('a')).toEqualTypeOf<CoroutineObject<string[]>>();
  expectTypeOf(identity(1, 2)).toEqualTypeOf<CoroutineObject<number[]>>();
  const counter = {
    count: 1,
    next: coroutine(function* next(this: { count: number }, step: number) {
      yield* sleep(0);
      return this.count + step;
    }),
  };
  expectTypeOf(counter.next(1)).toEqualTypeOf<CoroutineObject<number>>();
  const { next } = counter;
  // @ts-expect-error -- `this` is missing
  createTask(next(1));
  // @ts-expect-error -- a parameter is missing
  createTask(add(1));
  // @ts-expect-error -- a parameter is of another type
  createTask(add(1, '2'));
  // @ts-expect-error -- an async function is no generator function
  coroutine(async () => Promise.resolve(1));
});

it('refuses a yield without star in an annotated coroutine', () => {
  function* wrong(): Coroutine<void> {
    // @ts-expect-error -- `yield* future`
    yield future; // eslint-disable-line asyncio/no-bare-yield -- the mistake that is tested
    // @ts-expect-error -- `yield* sleep(1)`
    yield sleep(1); // eslint-disable-line asyncio/no-bare-yield -- the mistake that is tested
    // @ts-expect-error -- not something to wait for
    yield 5; // eslint-disable-line asyncio/no-bare-yield -- the mistake that is tested
    // @ts-expect-error -- a promise is brought in by fromPromise()
    yield* Promise.resolve(1);
    // @ts-expect-error -- the result is not what was announced
    return yield* future;
  }
  expectTypeOf(wrong()).toEqualTypeOf<Coroutine<void>>();
});

it('createTask takes coroutines, and nothing else', () => {
  expectTypeOf(createTask(add(1, 2))).toEqualTypeOf<Task<number>>();
  expectTypeOf(createTask(sleep(1, 'slept'), { name: 'a', loop, eagerStart: true })).toEqualTypeOf<
    Task<string>
  >();
  expectTypeOf(createTask(unannotated())).toEqualTypeOf<Task<boolean>>();
  // @ts-expect-error -- the function was not called
  createTask(add);
  // @ts-expect-error -- a promise is no coroutine
  createTask(Promise.resolve(1));
  // @ts-expect-error -- a future needs no task
  createTask(future);
  // @ts-expect-error -- a name is a string
  createTask(add(1, 2), { name: 5 });
  function* unannotated() {
    yield* sleep(0);
    return true;
  }
});

it('a task is a future of its result, and of any wider one', () => {
  expectTypeOf<Task<number>>().toExtend<Future<number>>();
  expectTypeOf<Task<number>>().toExtend<Future<unknown>>();
  expectTypeOf<Task<number>>().toExtend<Task<unknown>>();
  expectTypeOf<Task<number>>().toExtend<Awaitable<number>>();
  expectTypeOf<Task<number>>().toExtend<Yieldable<number>>();
  expectTypeOf<CoroutineObject<number>>().toExtend<Awaitable<number>>();
  expectTypeOf<CoroutineObject<number>>().toExtend<PromiseLike<number>>();
  expectTypeOf(currentTask()).toEqualTypeOf<Task<unknown> | undefined>();
  expectTypeOf(allTasks()).toEqualTypeOf<Set<Task<unknown>>>();
});

it('ensureFuture and the runners take all that can be awaited', () => {
  expectTypeOf(ensureFuture(add(1, 2))).toEqualTypeOf<Future<number>>();
  expectTypeOf(ensureFuture(future)).toEqualTypeOf<Future<number>>();
  expectTypeOf(ensureFuture(Promise.resolve('a'))).toEqualTypeOf<Future<string>>();
  expectTypeOf(runUntilComplete(loop, task)).toEqualTypeOf<Promise<string>>();
  expectTypeOf(runUntilCompleteSync(loop, add(1, 2))).toEqualTypeOf<number>();
  expectTypeOf<AwaitedResult<Promise<number>>>().toEqualTypeOf<number>();
  expectTypeOf<AwaitedResult<Task<string> | Promise<number>>>().toEqualTypeOf<string | number>();
  expectTypeOf<AwaitedResult<string>>().toEqualTypeOf<never>();
  // @ts-expect-error -- a number cannot be awaited
  ensureFuture(5);
  // @ts-expect-error -- only a loop in virtual time runs on the spot
  runUntilCompleteSync(loop as EventLoop, add(1, 2));
});

it('fromPromise follows a promise, or calls a function with a signal', () => {
  expectTypeOf(fromPromise(Promise.resolve(1))).toEqualTypeOf<Future<number>>();
  expectTypeOf(fromPromise((signal) => fetchText(signal))).toEqualTypeOf<Future<string>>();
  // @ts-expect-error -- the function makes no promise
  fromPromise(() => 5);
  async function fetchText(signal: { readonly aborted: boolean }): Promise<string> {
    return Promise.resolve(String(signal.aborted));
  }
});

it('run and Runner give what main returns', () => {
  expectTypeOf(run(add(1, 2), { debug: true, loopFactory: () => loop })).toEqualTypeOf<Promise<number>>();
  expectTypeOf(new Runner().run(add(1, 2))).toEqualTypeOf<Promise<number>>();
  // @ts-expect-error -- main was not called
  void run(add);
  // @ts-expect-error -- a promise is no main program
  void run(Promise.resolve(1));
});

it('withAsync gives the body what entering gave, and returns what it returned', () => {
  const passing = {
    *aenter(): Coroutine<'entered'> {
      yield* sleep(0);
      return 'entered';
    },
    *aexit(): Coroutine<void> {
      yield* sleep(0);
    },
  };
  const swallowing: AsyncContextManager<number> = {
    aenter: () => sleep(0, 1),
    aexit: () => sleep(0, true),
  };
  const inPassing = withAsync(passing, function* (value) {
    expectTypeOf(value).toEqualTypeOf<'entered'>();
    yield* sleep(0);
    return value.length;
  });
  expectTypeOf(inPassing).toEqualTypeOf<CoroutineObject<number>>();
  const inSwallowing = withAsync(swallowing, (value) => sleep(0, value));
  expectTypeOf(inSwallowing).toEqualTypeOf<CoroutineObject<number | undefined>>(); // the error may be swallowed
  expectTypeOf(new AsyncExitStack().enterAsyncContext(passing)).toEqualTypeOf<CoroutineObject<'entered'>>();
});

it('a future is settled with its type, and seen by its callbacks', () => {
  future.setResult(1);
  // @ts-expect-error -- of another type
  future.setResult('1');
  future.addDoneCallback((done) => {
    expectTypeOf(done).toEqualTypeOf<Future<number>>();
  });
  expectTypeOf(future.result()).toEqualTypeOf<number>();
  expectTypeOf(future.exception()).toEqualTypeOf<unknown>();
  const nothing = new Future<void>({ loop });
  nothing.setResult();
  // @ts-expect-error -- tasks settle themselves
  expectTypeOf(task.setResult('a')).toEqualTypeOf<string>();
});

it('guards tell what a value is', () => {
  const value: unknown = future;
  if (isFuture(value)) expectTypeOf(value).toEqualTypeOf<Future<unknown>>();
  if (isCoroutine(value)) createTask(value);
});

it('task factories make tasks of any type', () => {
  class Own<T> extends Task<T> {}
  const factory: TaskFactory = (on, call, options) => new Own(call, { ...options, loop: on });
  expectTypeOf(factory(loop, add(1, 2), {})).toEqualTypeOf<Task<number>>();
  expectTypeOf(
    createEagerTaskFactory((call, options) => new Own(call, options)),
  ).toEqualTypeOf<TaskFactory>();
});
