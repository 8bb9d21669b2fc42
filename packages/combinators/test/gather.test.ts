import { VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type Awaitable,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  Future,
  getRunningLoop,
  run,
  runUntilCompleteSync,
  sleep,
  type Task,
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
  it('gives all results in the order of the arguments, whatever the order in which they come', () => {
    runVirtual(function* () {
      const [a, b, c] = futures(3) as [Future<number>, Future<number>, Future<number>];
      const all = gather([a, b, c]);
      const log: string[] = [];
      all.addDoneCallback(() => log.push('done'));
      b.setResult(1);
      a.setResult(2);
      yield* turns(2);
      expect(all.done()).toBe(false);
      c.setResult(3);
      yield* turns(2);
      expect(all.result()).toEqual([2, 1, 3]);
      yield* turns(2);
      expect(log).toEqual(['done']);
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

  it('runs the same coroutine once, and puts its result into all its places', () => {
    runVirtual(function* () {
      let calls = 0;
      const call = coroutine(function* count() {
        yield* sleep(1);
        return ++calls;
      })();
      expect(yield* gather([call, call, sleep(0, 'x'), call])).toEqual([1, 1, 'x', 1]);
    });
  });

  it('gives an empty array for none, at once', () => {
    runVirtual(function* () {
      const all = gather([]);
      expect(all.getLoop()).toBe(getRunningLoop());
      expect(all.result()).toEqual([]);
      expect(yield* all).toEqual([]);
    });
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

  it('finds its loop by its futures, when none is running', () => {
    const loop = new VirtualTimeLoop();
    const future = new Future<number>({ loop });
    const all = gather([future]);
    expect(all.getLoop()).toBe(loop);
    future.setResult(7);
    expect(runUntilCompleteSync(loop, all)).toEqual([7]);
    loop.close();
  });
});

describe('gather with an error', () => {
  it('fails with the first one at once; what the others do later is ignored and not reported', () => {
    runVirtual(function* () {
      const [a, b, c, d, e] = futures(5) as [
        Future<number>,
        Future<number>,
        Future<number>,
        Future<number>,
        Future<number>,
      ];
      const all = gather([a, b, c, d, e]);
      a.setResult(1);
      b.setException(one);
      yield* turns(1);
      expect(all.exception()).toBe(one);
      c.setResult(3);
      d.cancel();
      e.setException(two);
      yield* turns(2);
      expect(all.exception()).toBe(one);
    });
  });

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

  it('counts a cancelled child as one: it fails with CancelledError and is not cancelled itself', () => {
    runVirtual(function* () {
      const [a, b] = futures(2) as [Future<number>, Future<number>];
      const all = gather([a, b]);
      a.cancel('child');
      yield* turns(1);
      expect(all.cancelled()).toBe(false);
      expect(all.exception()).toEqual(new CancelledError('child'));
      expect(b.cancelled()).toBe(false);
    });
  });
});

describe('gather with returnExceptions', () => {
  it('changes nothing when all succeed', () => {
    runVirtual(function* () {
      expect(yield* gather([sleep(2, 'a'), sleep(1, 'b')], { returnExceptions: true })).toEqual(['a', 'b']);
    });
  });

  it('puts errors at their places, and waits for all', () => {
    runVirtual(function* () {
      const [a, b, c, d] = futures(4) as [Future<number>, Future<number>, Future<number>, Future<number>];
      const all = gather([a, b, c, d], { returnExceptions: true });
      b.setResult(1);
      c.setException(one);
      a.setResult(3);
      yield* turns(1);
      expect(all.done()).toBe(false);
      d.setException(two);
      yield* turns(1);
      expect(all.result()).toEqual([3, 1, one, two]);
    });
  });

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

  it('happens to it when the task that awaits it is cancelled', () => {
    runVirtual(function* () {
      let children: Task<void>[] = [];
      let all: Future<unknown> | undefined;
      function* main(): Coroutine<void> {
        children = [createTask(hang()), createTask(hang())];
        all = gather(children);
        yield* all;
      }
      const task = createTask(main());
      yield* sleep(1);
      expect(task.cancel()).toBe(true);
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(children.every((child) => child.cancelled())).toBe(true);
      expect(all?.cancelled()).toBe(false);
      expect(all?.cancel()).toBe(false);
    });
  });

  it('is refused once all children are done, even before it is itself', () => {
    runVirtual(function* () {
      const child = new Future<number>();
      const all = gather([child]);
      child.setResult(42);
      expect(all.cancel()).toBe(false);
      expect(yield* all).toEqual([42]);
    });
  });

  it('throws with returnExceptions, too, and with the message', () => {
    runVirtual(function* () {
      function* main(): Coroutine {
        return yield* gather([sleep(1000), hang()], { returnExceptions: true });
      }
      const task = createTask(main());
      yield* sleep(1);
      task.cancel('message');
      expect(yield* failureOf(task)).toEqual(new CancelledError('message'));
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

  it('refuses futures of different loops', () => {
    const loops = [new VirtualTimeLoop(), new VirtualTimeLoop()];
    const [a, b] = loops.map((loop) => new Future<number>({ loop }));
    expect(() => gather([a!, b!])).toThrow(ValueError);
    for (const loop of loops) loop.close();
  });

  it('needs a loop', () => {
    const call = sleep(1);
    expect(() => gather([call])).toThrow(/^no running event loop/);
    expect(() => gather([])).toThrow(/^no running event loop/);
    call.close();
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
      expect(String(failing)).toBe('<GatheringFuture pending>');
      expect(yield* failing).toEqual([one]);
    });
  });

  it('keeps the places of what is given twice', () => {
    runVirtual(function* () {
      const [a, b] = [createTask(sleep(1, 'a')), createTask(sleep(1, 'b'))];
      expect(yield* gather([a, b, a].values())).toEqual(['a', 'b', 'a']);
    });
  });
});
