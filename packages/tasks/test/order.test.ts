/** The order of events and the number of turns, as CPython 3.13 printed them for the same programs. */
import { getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  eagerTaskFactory,
  Future,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  type Task,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf } from '@asyncio-ts/test-kit';
import { expect, it } from 'vitest';

type Log = (line: unknown) => void;

/** Runs `main` as a task of its own; each line of its log begins with the number of the turn. */
function trace(main: (log: Log) => Coroutine<void>): string[] {
  const lines: string[] = [];
  let turn = 0;
  function* wrapper(): Coroutine<void> {
    const loop = getRunningLoop();
    const tick = (): void => {
      turn++;
      loop.callSoon(tick);
    };
    loop.callSoon(tick);
    yield* createTask(
      main((line) => lines.push(`${turn} ${String(line)}`)),
      { name: 'main' },
    );
  }
  const loop = new VirtualTimeLoop();
  runUntilCompleteSync(loop, wrapper());
  loop.close();
  return lines;
}

/** What cancelling it left: the message of the error that awaiting it throws. */
function* cancelMessageOf(awaited: Yieldable<unknown>): Coroutine<string> {
  const error = yield* failureOf(awaited);
  expect(error).toBeInstanceOf(CancelledError);
  return (error as CancelledError).message;
}

it('a call costs no turn, a task one to start and one to be joined', () => {
  const lines = trace(function* (log) {
    const inner = coroutine(function* inner() {
      log('inner');
      yield* sleep(0);
      log('inner again');
    });
    const outer = coroutine(function* outer() {
      log('outer');
      yield* inner();
      log('outer again');
    });
    log('start');
    yield* outer();
    log('back');
    yield* createTask(outer());
    log('task back');
  });
  expect(lines).toEqual([
    '1 start',
    '1 outer',
    '1 inner',
    '2 inner again',
    '2 outer again',
    '2 back',
    '3 outer',
    '3 inner',
    '4 inner again',
    '4 outer again',
    '5 task back',
  ]);
});

it('callbacks and waiting tasks are woken in the order they came, in the turn after the result is set', () => {
  const lines = trace(function* (log) {
    const future = new Future<void>();
    function* waiter(name: string): Coroutine<void> {
      log(`${name} waits`);
      yield* future;
      log(`${name} woken`);
    }
    const a = createTask(waiter('a'));
    future.addDoneCallback(() => {
      log('callback 1');
    });
    const b = createTask(waiter('b'));
    yield* sleep(0);
    future.addDoneCallback(() => {
      log('callback 2');
    });
    future.setResult();
    log('set');
    future.addDoneCallback(() => {
      log('callback after');
    });
    getRunningLoop().callSoon(() => {
      log('soon');
    });
    yield* future;
    log('no turn for a done future');
    yield* a;
    log('a joined');
    yield* b;
    log('b joined');
  });
  expect(lines).toEqual([
    '2 a waits',
    '2 b waits',
    '2 set',
    '2 no turn for a done future',
    '3 callback 1',
    '3 a woken',
    '3 b woken',
    '3 callback 2',
    '3 callback after',
    '3 soon',
    '4 a joined',
    '4 b joined',
  ]);
});

it('a cancellation arrives in a later turn, and cleaning up may take as many as it likes', () => {
  const lines = trace(function* (log) {
    const sleeper = coroutine(function* sleeper(name: string) {
      try {
        yield* sleep(10);
      } catch (error) {
        log(`${name} caught ${(error as Error).message}`);
        yield* sleep(0);
        log(`${name} cleaned`);
        throw error;
      } finally {
        yield* sleep(0);
        log(`${name} left`);
      }
    });
    const middle = coroutine(function* middle(name: string) {
      try {
        yield* sleeper(name);
      } finally {
        log(`${name} middle`);
      }
    });
    const [a, b] = [createTask(middle('a')), createTask(middle('b'))];
    yield* sleep(0);
    a.cancel('x');
    log('a cancelled');
    b.cancel('y');
    a.cancel('again');
    log(`${a.cancelling()} ${b.cancelling()} ${a.done()}`);
    for (const task of [a, b]) log(`joined ${yield* cancelMessageOf(task)}`);
    const c = createTask(sleeper('c'));
    c.cancel('early');
    log(`joined ${yield* cancelMessageOf(c)}`);
  });
  expect(lines).toEqual([
    '2 a cancelled',
    '2 2 1 false',
    '3 a caught x',
    '3 b caught y',
    '4 a cleaned',
    '4 b cleaned',
    '5 a left',
    '5 a middle',
    '5 b left',
    '5 b middle',
    '6 joined x',
    '6 joined y',
    '8 joined early',
  ]);
});

it('tasks that await each other end one turn after the other, and a cancellation goes down to the future at once', () => {
  const lines = trace(function* (log) {
    function* leaf(): Coroutine<void> {
      yield* sleep(0);
      log('leaf');
    }
    function* join(awaited: Yieldable<void>, name: string): Coroutine<void> {
      try {
        yield* awaited;
      } finally {
        log(name);
      }
    }
    const a = createTask(leaf());
    const b = createTask(join(a, 'b'));
    a.addDoneCallback(() => {
      log('a done');
    });
    b.addDoneCallback(() => {
      log('b done');
    });
    yield* createTask(join(b, 'c'));
    log('joined');
    const future = new Future<void>();
    const c = createTask(join(createTask(join(createTask(join(future, 'a2')), 'b2')), 'c2'));
    for (let i = 0; i < 3; i++) yield* sleep(0);
    c.cancel();
    log(future.cancelled());
    yield* cancelMessageOf(c);
    log('joined');
  });
  expect(lines).toEqual([
    '3 leaf',
    '4 a done',
    '4 b',
    '5 b done',
    '5 c',
    '6 joined',
    '9 true',
    '10 a2',
    '11 b2',
    '12 c2',
    '13 joined',
  ]);
});

it('an eager task runs at once up to its first suspension', () => {
  const lines = trace(function* (log) {
    setTaskFactory(getRunningLoop(), eagerTaskFactory);
    function* child(name: string): Coroutine<string> {
      log(`${name} starts`);
      yield* sleep(0);
      log(`${name} goes on`);
      return name;
    }
    function* quick(name: string): Coroutine<string> {
      log(`${name} quick`);
      return name;
    }
    function* parent(): Coroutine<void> {
      const a = createTask(child('a'));
      log('made a');
      const b = createTask(quick('b'));
      log('made b');
      log(yield* b);
      log(yield* a);
      const c = createTask(child('c'));
      c.cancel('no');
      log(`c ${yield* cancelMessageOf(c)}`);
    }
    yield* createTask(parent());
    log('end');
  });
  expect(lines).toEqual([
    '1 a starts',
    '1 made a',
    '1 b quick',
    '1 made b',
    '1 b',
    '2 a goes on',
    '3 a',
    '3 c starts',
    '5 c no',
    '6 end',
  ]);
});

it('cancelling oneself hits the next suspension: in another task, in one turn, after a future that is done', () => {
  const lines = trace(function* (log) {
    function* inner(): Coroutine<void> {
      try {
        yield* sleep(5);
      } finally {
        log('inner left');
      }
    }
    function* me(): Coroutine<string> {
      const task = createTask(inner());
      yield* sleep(0);
      currentTask()!.cancel('self');
      log('went on');
      log(`caught ${yield* cancelMessageOf(task)} ${task.cancelled()}`);
      yield* sleep(0);
      log('alive');
      return 'value';
    }
    log(yield* createTask(me()));
    function* zero(): Coroutine<void> {
      currentTask()!.cancel();
      yield* sleep(0);
      log('never');
    }
    yield* cancelMessageOf(createTask(zero()));
    log('zero cancelled');
    function* doneFuture(): Coroutine<void> {
      const future = new Future<number>();
      future.setResult(1);
      currentTask()!.cancel();
      log(yield* future);
      yield* sleep(0);
      log('never');
    }
    yield* cancelMessageOf(createTask(doneFuture()));
    log('cancelled after the done future');
  });
  expect(lines).toEqual([
    '3 went on',
    '4 inner left',
    '5 caught self true',
    '6 alive',
    '7 value',
    '10 zero cancelled',
    '11 1',
    '13 cancelled after the done future',
  ]);
});

it('a task may swallow any number of cancellations, which stay counted', () => {
  const lines = trace(function* (log) {
    function* body(): Coroutine<string> {
      for (let i = 0; i < 3; i++) log(`swallowed ${yield* cancelMessageOf(sleep(10))}`);
      return 'end';
    }
    const task: Task<string> = createTask(body());
    yield* sleep(0);
    for (const message of ['a', 'b', 'c']) {
      task.cancel(message);
      yield* sleep(0);
      log(task.done());
    }
    log(yield* task);
    log(task.cancelling());
  });
  expect(lines).toEqual([
    '3 swallowed a',
    '3 false',
    '4 swallowed b',
    '4 false',
    '5 swallowed c',
    '5 true',
    '5 end',
    '5 3',
  ]);
});
