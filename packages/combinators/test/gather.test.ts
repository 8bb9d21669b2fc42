import {
  type Awaitable,
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  run,
  setTaskFactory,
  sleep,
  Task,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runReporting, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { gather } from '../src/index.js';

const one = new ValueError('one');
const two = new TypeError('two');

function futures(count: number): Future<number>[] {
  return Array.from({ length: count }, () => new Future<number>());
}

describe('gather', () => {
  it('knows again what it was given, behind coroutines as well', () => {
    runVirtual(function* () {
      const [call, task] = [sleep(0, 'call'), createTask(sleep(0, 'task'))];
      expect(yield* gather([call, task, call, task])).toEqual(['call', 'task', 'call', 'task']);
    });
  });

  it('runs a coroutine that was given twice once, also when a task factory wraps it', () => {
    runVirtual(function* () {
      setTaskFactory(getRunningLoop(), (loop, call, options) => {
        const wrapper = (function* () {
          return yield* call;
        })();
        return new Task(wrapper, { ...options, loop });
      });
      const [once, twice] = [sleep(0, 1), sleep(0, 2)];
      expect(yield* gather([once, twice, twice, once])).toEqual([1, 2, 2, 1]);
      setTaskFactory(getRunningLoop(), undefined);
    });
  });

  it('takes coroutines, futures, tasks and promises', async () => {
    function* main(): Coroutine {
      const future = new Future<string>();
      future.setResult('future');
      const task = createTask(sleep(0, 'task'));
      const promise = Promise.resolve('promise');
      return yield* gather([sleep(0, 'coroutine'), future, task, promise, promise]);
    }
    expect(await run(main())).toEqual(['coroutine', 'future', 'task', 'promise', 'promise']);
  });

  it('is there at once when all are done, and can gather the same futures again', () => {
    runVirtual(function* () {
      const [a, b] = futures(2) as [Future<number>, Future<number>];
      a.setResult(1);
      b.setResult(2);
      expect(gather([a, b]).result()).toEqual([1, 2]);
      expect(gather([a, b]).result()).toEqual([1, 2]);
      yield* sleep(0);
    });
  });

  it('is there at once when eager coroutines need no suspension', () => {
    runVirtual(
      function* () {
        function* quick(): Coroutine<number> {
          return 7;
        }
        expect(gather([quick(), quick()]).result()).toEqual([7, 7]);
        yield* sleep(0);
      },
      { eager: true },
    );
  });
});

it('shows a gathering future with its state and its result', () => {
  runVirtual(function* () {
    const all = gather([sleep(1, 'a'), sleep(1, 'b')]);
    expect(String(all)).toBe('<GatheringFuture pending>');
    yield* all;
    expect(String(all)).toBe('<GatheringFuture finished result=["a", "b"]>');
  });
});

describe('gather with an error', () => {
  it('makes one report of several, if nobody looks at it', () => {
    const { reported } = runReporting(function* () {
      gather([failAfter(1, one), failAfter(1, two)]);
      yield* sleep(2);
    });
    expect(reported.map(({ message, exception }) => [message, exception])).toEqual([
      ['GatheringFuture exception was never retrieved', one],
    ]);
  });

  it('fails on the spot if one has failed already', () => {
    runVirtual(function* () {
      const [a, b] = futures(2) as [Future<number>, Future<number>];
      b.setException(one);
      expect(gather([a, b]).exception()).toBe(one);
      yield* sleep(0);
    });
  });

  it('may be thrown undefined', () => {
    runVirtual(function* () {
      const all = gather([failAfter(0, undefined), hang()]);
      let caught = false;
      try {
        yield* all;
      } catch (error) {
        caught = error === undefined;
      }
      expect(caught).toBe(true);
      all.cancel();
    });
  });

  it('fails with the message of a child that was cancelled', () => {
    runVirtual(function* () {
      const child = new Future<number>();
      const all = gather([new Future<number>(), child]);
      child.cancel('child');
      expect(yield* failureOf(all)).toEqual(new CancelledError('child'));
    });
  });
});

describe('gather with returnExceptions', () => {
  it('puts a CancelledError for each cancelled child; the child keeps its own', () => {
    runVirtual(function* () {
      const [a, b] = futures(2) as [Future<number>, Future<number>];
      const task = createTask(hang());
      const all = gather([a, b, task], { returnExceptions: true });
      yield* turns(1);
      a.cancel('message');
      b.setResult(2);
      task.cancel('own');
      yield* turns(3);
      expect(all.result()).toEqual([new CancelledError('message'), 2, new CancelledError('')]);
      expect(yield* failureOf(task)).toEqual(new CancelledError('own'));
    });
  });
});

describe('cancelling a gather', () => {
  it('cancels all children, and ends when they have', () => {
    runVirtual(function* () {
      const children = [createTask(hang(() => sleep(1))), createTask(hang(() => sleep(2)))];
      const all = gather(children);
      yield* turns(1);
      expect(all.cancel('stop')).toBe(true);
      expect(all.done()).toBe(false);
      expect(yield* failureOf(all)).toEqual(new CancelledError('stop'));
      expect(getRunningLoop().time()).toBe(1);
      expect(all.cancelled()).toBe(false);
      expect(all.cancel()).toBe(false);
      yield* sleep(5);
      expect(children.every((child) => child.cancelled())).toBe(true);
    });
  });

  it('throws with the message of the request that no child passed on', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* stubborn(): Coroutine<void> {
        log.push(yield* failureOf(sleep(0)));
      }
      const child = createTask(stubborn());
      const all = gather([child]);
      yield* turns(1); // the child is runnable: it waits for no future that could take the request
      all.cancel('message');
      expect(yield* failureOf(all)).toEqual(new CancelledError('message'));
      expect(log).toEqual([new CancelledError('message')]);
      expect(child.cancelled()).toBe(false);
    });
  });

  it('throws even if the last child has a result in spite of it', () => {
    runVirtual(function* () {
      function* stubborn(): Coroutine<string> {
        yield* failureOf(hang());
        return 'result';
      }
      const child = createTask(stubborn());
      const all = gather([child], { returnExceptions: true });
      yield* turns(1);
      all.cancel();
      expect(yield* failureOf(all)).toBeInstanceOf(CancelledError);
      expect(child.result()).toBe('result');
    });
  });
});

describe('gather and bad input', () => {
  it('refuses what is no collection', () => {
    runVirtual(function* () {
      const call = sleep(1);
      // @ts-expect-error -- a coroutine
      expect(() => gather(call)).toThrow(
        'gather() needs an iterable of awaitables, not <coroutine sleep() created>\n  Write gather([a, b])',
      );
      // @ts-expect-error -- arguments in Python's style
      expect(() => gather(call, sleep(2))).toThrow(TypeError);
      // @ts-expect-error -- nothing
      expect(() => gather(null)).toThrow(/^gather\(\) needs an iterable of awaitables, not null\n/);
      yield* call;
    });
  });

  it('refuses a raw generator that is a coroutine, wherever that suspends', () => {
    runVirtual(function* () {
      for (const seconds of [0, 1]) {
        // @ts-expect-error -- no collection
        expect(() => gather(failAfter(seconds, one))).toThrow(
          'gather() needs an iterable of awaitables, not a coroutine\n  Write gather([a, b])',
        );
      }
      yield* sleep(0);
    });
  });

  it('refuses what cannot be awaited; a coroutine before it runs on, and its error is not reported', () => {
    const log: string[] = [];
    runVirtual(function* () {
      function* first(): Coroutine<void> {
        log.push('first');
        throw one;
      }
      // @ts-expect-error -- no awaitable
      expect(() => gather([first(), 5])).toThrow(
        /^An asyncio\.Future, a coroutine or an awaitable is required, got 5/,
      );
      yield* turns(3);
    });
    expect(log).toEqual(['first']);
  });
});

describe('gather of other iterables', () => {
  it('takes sets, maps and generators of awaitables; the results are in their order', () => {
    runVirtual(function* () {
      function* calls(): Generator<Awaitable<string>> {
        for (const text of ['a', 'b']) yield sleep(1, text); // eslint-disable-line asyncio/no-bare-yield -- a plain generator, no coroutine
      }
      expect(yield* gather(new Set([sleep(2, 'slow'), sleep(1, 'quick')]))).toEqual(['slow', 'quick']);
      expect(yield* gather(new Map([['x', sleep(1, 1)]]).values())).toEqual([1]);
      expect(yield* gather(calls())).toEqual(['a', 'b']);
      expect(yield* gather(new Set<Future<number>>())).toEqual([]);
      const failing = gather(new Set([failAfter(1, one)]), { returnExceptions: true });
      expect(yield* failing).toEqual([one]);
    });
  });

  it('keeps the places of what is given twice', () => {
    runVirtual(function* () {
      const [a, b] = [createTask(sleep(1, 'a')), createTask(sleep(1, 'b'))];
      expect(yield* gather([a, b, a].values())).toEqual(['a', 'b', 'a']);
    });
  });

  it('waits for futures that are given twice, pending or done, whoever else waits for them', () => {
    runVirtual(function* () {
      const [pending, done] = futures(2);
      done!.setResult(2);
      const order: string[] = [];
      pending!.addDoneCallback(() => order.push('before'));
      const both = gather([pending!, done!, pending!, done!]);
      both.addDoneCallback(() => order.push('both'));
      pending!.addDoneCallback(() => order.push('after'));
      pending!.setResult(1);
      expect(both.done()).toBe(false);
      expect(yield* both).toEqual([1, 2, 1, 2]);
      expect(order).toEqual(['before', 'after', 'both']);
    });
  });

  it('runs what steps like a generator once, as one of another window does', () => {
    runVirtual(function* () {
      const inner = sleep(1, 'elsewhere');
      const foreign = {
        next: () => inner.next(),
        throw: (error: unknown) => inner.throw(error),
        return: () => inner.return('closed'),
        [Symbol.iterator]() {
          return this;
        },
      } as unknown as Coroutine<string>;
      expect(yield* gather([foreign, foreign])).toEqual(['elsewhere', 'elsewhere']);
    });
  });

  it('fails once with a future that is given twice and fails', () => {
    runReporting(function* () {
      const [failing] = futures(1);
      const both = gather([failing!, failing!]);
      failing!.setException(one);
      expect(yield* failureOf(both)).toBe(one);
    });
  });
});
