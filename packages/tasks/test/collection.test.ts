/** What is told when something is collected, and what must be collectable. */
import { type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import { debugging } from '@asyncio-ts/loop/internal';
import { type Coroutine, coroutine, createTask, Future, sleep } from '@asyncio-ts/tasks';
import { failureOf, handsStepsOn } from '@asyncio-ts/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { collect } from './garbage.js';

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
  // In Deno an error keeps the objects whose methods were on the stack when it was made, also the task.
  it.skipIf('Deno' in globalThis)(
    'is reported also if it hangs on other errors, made in the task as well',
    async () => {
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
    },
  );

  it('is none if the future was cancelled', async () => {
    (() => {
      new Future({ loop }).cancel();
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

describe('a tool that asks for coroutines that nobody awaited', () => {
  it('hears of them without debug mode, and of where nothing else was made', () => {
    debugging.loops++;
    debugging.watchesCoroutines = true;
    try {
      let future = '';
      loop.callSoon(() => {
        void sleep(1); // eslint-disable-line asyncio/no-unyielded -- the mistake that is tested
        future = String(new Future());
      });
      loop.advance();
      loop.close();
      expect(reported[0]?.message).toMatch(/^coroutine 'sleep' was never awaited at .*collection\.test\.ts/);
      expect(future).toBe('<Future pending>');
    } finally {
      debugging.watchesCoroutines = false;
      debugging.loops--;
    }
  });
});

describe('memory', () => {
  // The last chain of calls is kept otherwise: see there.
  it.skipIf(!handsStepsOn)(
    'lets go of what is over: tasks, their coroutines, results, contexts and cancelled waiters',
    async () => {
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
    },
  );
});

function* waitFor(future: Future<void>): Coroutine<void> {
  yield* future;
}
