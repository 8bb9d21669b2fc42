/** What is told when something is collected, and what must be collectable. */
import { setImmediate as immediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { ContextVar } from '@asyncio-ts/contextvars';
import { type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import { type Coroutine, coroutine, createTask, Future, sleep } from '@asyncio-ts/tasks';
import { failureOf } from '@asyncio-ts/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Collects until `isDone`, a few times at most: finalizers run in a task of their own. */
async function collect(isDone: () => boolean = () => false): Promise<void> {
  for (let i = 0; i < 10 && !isDone(); i++) {
    await immediate(); // what a WeakRef gave is kept until here
    collectGarbage();
    await immediate();
  }
}

let loop: VirtualTimeLoop;
let reported: ExceptionContext[];

beforeEach(() => {
  reported = [];
  loop = new VirtualTimeLoop();
  loop.setExceptionHandler((_loop, context) => {
    reported.push(context);
  });
});

afterEach(() => {
  loop.close();
});

function* fails(): Coroutine<void> {
  yield* sleep(0);
  throw new TypeError('oops');
}

describe('an error that nobody retrieved', () => {
  it('is reported once, when its future is collected, and not again when the loop closes', async () => {
    (() => {
      new Future({ loop }).setException(new TypeError('oops'));
    })();
    await collect(() => reported.length > 0);
    loop.close();
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({
      message: 'Future exception was never retrieved',
      exception: new TypeError('oops'),
    });
    expect(String(reported[0]!.future)).toBe('<Future finished exception=TypeError("oops")>');
  });

  it('of a task is reported in the context of that task', async () => {
    const variable = new ContextVar('variable', { default: 'none' });
    const seen: string[] = [];
    loop.setExceptionHandler((_loop, { message, future }) => {
      seen.push(message, variable.get(), String(future));
    });
    (() => {
      createTask(
        (function* () {
          variable.set('of the task');
          yield* fails();
        })(),
        { loop, name: 'forgotten' },
      );
      loop.advance();
    })();
    await collect(() => seen.length > 0);
    expect(seen).toEqual([
      'Task exception was never retrieved',
      'of the task',
      `<Task finished name='forgotten' coro=<(generator)()> exception=TypeError("oops")>`,
    ]);
  });

  it('is reported also if it hangs on other errors, made in the task as well', async () => {
    (() => {
      createTask(
        (function* () {
          yield* sleep(0);
          const cause = new TypeError('cause');
          cause.cause = cause; // a ring
          throw new AggregateError([new TypeError('part'), 'no error'], 'oops', { cause });
        })(),
        { loop },
      );
      loop.advance();
    })();
    await collect(() => reported.length > 0);
    expect(reported.map(({ exception }) => String(exception))).toEqual(['AggregateError: oops']);
  });

  it('is reported in debug mode, too', async () => {
    loop.setDebug(true);
    (() => {
      new Future({ loop }).setException(new TypeError('oops'));
    })();
    await collect(() => reported.length > 0);
    expect(reported.map(({ message }) => message)).toEqual(['Future exception was never retrieved']);
    expect(String(reported[0]!.future)).toMatch(/ created at .*collection\.test\.ts/);
  });

  it.each<[string, (future: Future<number>) => void]>([
    ['is pending', () => {}],
    ['has a result that nobody read', (future) => future.setResult(42)],
    ['was cancelled', (future) => future.cancel()],
    [
      'has an error that exception() gave',
      (future) => {
        future.setException(new TypeError('oops'));
        future.exception();
      },
    ],
    [
      'has an error that result() threw',
      (future) => {
        future.setException(new TypeError('oops'));
        expect(() => future.result()).toThrow('oops');
      },
    ],
    [
      'has an error, and was then cancelled',
      (future) => {
        future.setException(new TypeError('oops'));
        expect(future.cancel()).toBe(false);
      },
    ],
  ])('is none if the future %s', async (_what, use) => {
    (() => {
      use(new Future<number>({ loop }));
    })();
    await collect();
    loop.close();
    expect(reported).toEqual([]);
  });

  it('is none if a task failed, was then cancelled, and dropped', async () => {
    (() => {
      const task = createTask(fails(), { loop });
      loop.advance();
      expect([task.done(), task.cancel()]).toEqual([true, false]);
    })();
    await collect();
    loop.close();
    expect(reported).toEqual([]);
  });

  it('is none if a task awaited it, even one that was cancelled at that moment', async () => {
    (() => {
      const failing = createTask(fails(), { loop });
      const waiting = createTask(failureOf(failing), { loop });
      loop.callLater(0, () => loop.callSoon(() => loop.callSoon(() => waiting.cancel())));
      loop.advance();
      expect([failing.done(), waiting.done()]).toEqual([true, true]);
    })();
    await collect();
    loop.close();
    expect(reported).toEqual([]);
  });
});

describe('a coroutine that nobody awaited', () => {
  it('is reported in debug mode when it is collected', async () => {
    const work = coroutine(function* work() {});
    loop.setDebug(true);
    loop.callSoon(() => void work()); // eslint-disable-line asyncio/no-unyielded -- the mistake that is tested
    loop.advance();
    await collect(() => reported.length > 0);
    expect(reported.map(({ message }) => message.replace(/ at .*/, ''))).toEqual([
      "coroutine 'work' was never awaited\n  Write `yield* work(…)`, give it to createTask(), or close() it",
    ]);
  });
});

describe('memory', () => {
  it('keeps a task that is not done, although nobody else does', async () => {
    const ended: string[] = [];
    (() => {
      createTask(
        (function* () {
          yield* new Future<void>(); // nobody but the task knows it
        })(),
        { loop },
      );
      createTask(
        (function* () {
          yield* sleep(10);
          ended.push('the sleeper');
        })(),
        { loop },
      );
      loop.advance();
    })();
    await collect();
    loop.advance(10);
    expect([ended, reported]).toEqual([['the sleeper'], []]);
  });

  it('lets go of what is over: tasks, their coroutines, results, contexts and cancelled waiters', async () => {
    const references: WeakRef<object>[] = [];
    const keep = new Future<void>({ loop }); // lives long
    const note = <T extends object>(value: T): T => {
      references.push(new WeakRef(value));
      return value;
    };
    (() => {
      const inner = coroutine(function* inner() {
        yield* sleep(0);
        return note({ a: 'result' });
      });
      function* outer(): Coroutine<object> {
        return yield* note(inner());
      }
      const finished = note(createTask(note(outer()), { loop }));
      const cancelled = note(createTask(waitFor(keep), { loop }));
      note(finished.getContext());
      loop.callSoon(() => loop.callSoon(() => cancelled.cancel()));
      note(loop.callLater(5, () => {})).cancel();
      loop.advance();
      expect([finished.done(), cancelled.done(), keep.done()]).toEqual([true, true, true]);
    })();
    await collect(() => references.every((reference) => reference.deref() === undefined));
    loop.advance(5); // a cancelled timer stays on the heap until it would have been due
    await collect(() => references.every((reference) => reference.deref() === undefined));
    expect(references.map((reference) => reference.deref())).toEqual(references.map(() => undefined));
  });
});

function* waitFor(future: Future<void>): Coroutine<void> {
  yield* future;
}
