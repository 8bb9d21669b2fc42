import * as contextvars from '@asyncio-ts/contextvars';
import * as contextvarsInternal from '@asyncio-ts/contextvars/internal';
import * as loop from '@asyncio-ts/loop';
import * as loopInternal from '@asyncio-ts/loop/internal';
import * as ours from '@asyncio-ts/tasks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

type Tasks = typeof ours;

/** All packages once more, as a second installation brings them. */
let theirs: Tasks;
let TheirVar: typeof contextvars.ContextVar;
/** Only `tasks` once more: two versions of it that share one version of the others. */
let alone: Tasks;

beforeAll(async () => {
  vi.resetModules();
  theirs = await import('@asyncio-ts/tasks');
  TheirVar = (await import('@asyncio-ts/contextvars')).ContextVar;
  vi.resetModules();
  vi.doMock('@asyncio-ts/contextvars', () => contextvars);
  vi.doMock('@asyncio-ts/contextvars/internal', () => contextvarsInternal);
  vi.doMock('@asyncio-ts/loop', () => loop);
  vi.doMock('@asyncio-ts/loop/internal', () => loopInternal);
  alone = await import('@asyncio-ts/tasks');
});

afterAll(() => {
  vi.doUnmock('@asyncio-ts/contextvars');
  vi.doUnmock('@asyncio-ts/contextvars/internal');
  vi.doUnmock('@asyncio-ts/loop');
  vi.doUnmock('@asyncio-ts/loop/internal');
});

/** What becomes of a task of ours that does `step`, and awaits what that gives: a result, or what it threw. */
async function outcome(step: () => unknown): Promise<unknown> {
  const main = ours.coroutine(function* main() {
    const made = step();
    return typeof made === 'object' ? yield* made as ours.Yieldable<unknown> : made;
  });
  return ours.run(main()).then(
    (value) => value,
    (error: unknown) => error,
  );
}

function expectMeeting(error: unknown, name: string): void {
  expect(error).toBeInstanceOf(contextvars.RuntimeError);
  expect(String(error)).toMatch(
    new RegExp(`^RuntimeError: two copies of ${name} meet, both \\d\\S+\\n.*"npm ls ${name}"`),
  );
}

/** The types of the copies are the same here; a user who gets this far has silenced the compiler. */
const theirSleep = function* (): ours.Coroutine<void> {
  yield* theirs.sleep(0.001);
};

// In a browser Vitest cannot load a module anew: there is no second copy.
describe.skipIf(typeof process === 'undefined')('another copy of all packages', () => {
  it('finds nothing running, and says why', async () => {
    const error = await outcome(theirSleep);
    expect(error).not.toBeInstanceOf(contextvars.RuntimeError); // it is theirs
    expect(String(error)).toContain('two copies of @asyncio-ts/loop meet');
  });

  it('cannot be awaited', async () => {
    const their = new theirs.Future<number>({ loop: await theirs.run(theirLoop()) });
    expectMeeting(await outcome(() => their), '@asyncio-ts/tasks');
  });

  it('is refused by what would take it for a promise', async () => {
    const their = new theirs.Future<number>({ loop: await theirs.run(theirLoop()) });
    expectMeeting(await outcome(() => ours.ensureFuture(their)), '@asyncio-ts/tasks');
  });

  it('may not set variables from our tasks, which would leave them set for all', async () => {
    const variable = new TheirVar('theirs', { default: 'nothing' });
    expect(String(await outcome(() => variable.set('ours')))).toContain(
      'two copies of @asyncio-ts/contextvars meet',
    );
    expect(variable.get()).toBe('nothing');
    variable.set('at the top'); // there is no task here to confuse
    expect(variable.get()).toBe('at the top');
  });

  it('does not take its own loop for the running one, if it has one under way', async () => {
    const background = theirs.run(theirs.sleep(0.02));
    const error = await outcome(theirSleep);
    await background;
    expect(String(error)).toContain('two copies of @asyncio-ts/loop meet');
  });

  it('is named where nothing of ours runs, and a loop of its own does', async () => {
    const background = theirs.run(theirs.sleep(0.01));
    expect(() => new ours.Future()).toThrow(
      /^no running event loop\n.* under way is of another copy of @asyncio-ts\/loop, \d/,
    );
    await background;
    expect(() => new ours.Future()).toThrow(/^no running event loop\n.*pass the loop$/);
  });

  it('lets our cancellation pass', async () => {
    const patient = ours.coroutine(function* patient() {
      for (;;) {
        try {
          yield* ours.sleep(10);
        } catch (error) {
          theirs.rethrowIfCancelled(error);
        }
      }
    });
    const cancelled = await ours.run(
      (function* () {
        const task = ours.createTask(patient());
        yield* ours.sleep(0);
        task.cancel();
        yield* ours.sleep(0);
        return task.cancelled();
      })(),
    );
    expect(cancelled).toBe(true);
  });

  it('runs beside this one', async () => {
    const both = await Promise.all([
      ours.run(ours.sleep(0.001, 'ours')),
      theirs.run(theirs.sleep(0.001, 'theirs')),
    ]);
    expect(both).toEqual(['ours', 'theirs']);
  });
});

describe('one copy', () => {
  it('is not taken for two by what is its own, and no future', async () => {
    const error = new ours.CancelledError();
    expect(() => ours.ensureFuture(error as never)).toThrow(TypeError);
    function* main() {
      yield error as never; // eslint-disable-line asyncio/no-bare-yield -- the mistake itself
    }
    await expect(ours.run(main() as never)).rejects.toThrow('Task got bad yield');
  });
});

describe.skipIf(typeof process === 'undefined')('another copy of tasks on the same loop', () => {
  it('cannot make a task', async () => {
    function* child(): ours.Coroutine<void> {
      yield* alone.sleep(0);
    }
    expectMeeting(await outcome(() => alone.createTask(child())), '@asyncio-ts/tasks');
  });

  it('does not say that no task is running', async () => {
    expectMeeting(await outcome(() => alone.currentTask()), '@asyncio-ts/tasks');
  });

  it('cannot be awaited', async () => {
    expectMeeting(await outcome(() => new alone.Future()), '@asyncio-ts/tasks');
    expectMeeting(await outcome(() => alone.sleep(0.001)), '@asyncio-ts/tasks');
  });

  it('can be awaited through a promise, by somebody who asks for just that', async () => {
    const result = await outcome(() => {
      const future = new alone.Future<number>();
      future.setResult(7);
      return ours.fromPromise(future.then((value) => value));
    });
    expect(result).toBe(7);
  });
});

function* theirLoop(): ours.Coroutine<loop.EventLoop> {
  return theirs.currentTask()!.getLoop();
}
