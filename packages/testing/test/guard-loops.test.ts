import { EventLoop } from '@asyncio-ts/loop';
import { watchers } from '@asyncio-ts/loop/internal';
import { createTask, Future, getRunningLoop, run, sleep } from '@asyncio-ts/tasks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { guardLoops, LoopGuard, ManualLoop, runVirtual, UnhandledErrors } from '../src/index.js';

let guard: LoopGuard;

beforeEach(() => {
  guard = new LoopGuard();
});

afterEach(() => {
  guard.stop();
});

function* failing() {
  throw new RangeError('broken');
}

const messages = () =>
  guard.take().map(({ message }) => message.split('\n')[0]!.replace(/ at .*:[0-9].*/, ''));

describe('a guard', () => {
  it('says nothing of a program without fault', async () => {
    await run(sleep(0));
    runVirtual(() => sleep(1));
    guard.check();
    expect(guard.take()).toEqual([]);
  });

  it('tells of an error that nobody retrieved, once the loop is closed', async () => {
    await run(
      (function* () {
        createTask(failing());
        yield* sleep(0);
      })(),
    );
    const reports = guard.take();
    expect(reports).toMatchObject([
      { message: 'Task exception was never retrieved', exception: new RangeError('broken') },
    ]);
    guard.check(); // it was told, and is forgotten
  });

  it('tells of a callback that threw', async () => {
    await run(
      (function* () {
        getRunningLoop().callSoon(function tick() {
          throw new RangeError('broken');
        });
        yield* sleep(0);
      })(),
    );
    expect(() => {
      guard.check();
    }).toThrow(/^1 problem was left unhandled\n {2}1\. Exception in callback function tick\(\): RangeError/);
  });

  it('tells of a coroutine that was never awaited', async () => {
    await run(
      (function* () {
        sleep(1); // eslint-disable-line asyncio/no-unyielded -- what is tested
        yield* sleep(0);
      })(),
    );
    expect(messages()).toEqual(["coroutine 'sleep' was never awaited"]);
  });

  it('leaves debug mode alone if it is told so', async () => {
    guard.stop();
    guard = new LoopGuard({ debug: false });
    await run(
      (function* () {
        sleep(1); // eslint-disable-line asyncio/no-unyielded -- what is tested
        yield* sleep(0);
      })(),
    );
    guard.check();
  });

  it('tells of a task that its loop was closed over', () => {
    const loop = new EventLoop();
    const task = createTask(sleep(1), { loop });
    loop.close();
    const reports = guard.take();
    expect(reports.map(({ message }) => message)).toEqual(['Task was destroyed but it is pending!']);
    expect(reports[0]?.task).toBe(task);
  });

  it('tells of all that is wrong with a loop that is still open', () => {
    const loop = new EventLoop();
    createTask(sleep(1), { loop });
    new Future({ loop }).setException(new RangeError('broken'));
    expect(messages()).toEqual([
      'Task was left pending at the end of the test',
      'Future exception was never retrieved',
    ]);
    loop.close();
    expect(messages()).toEqual([]);
  });

  it('tells of a manual loop that was not closed, and leaves to one that was what it throws', () => {
    const loop = new ManualLoop();
    loop.start(failing);
    loop.advance();
    expect(messages()).toEqual(['Task exception was never retrieved']);
    loop.close();

    const closed = new ManualLoop();
    closed.start(failing);
    closed.advance();
    expect(() => {
      closed.close();
    }).toThrow(UnhandledErrors);
    expect(messages()).toEqual([]);
  });

  it('leaves to a program what goes to its own handler', async () => {
    const told: string[] = [];
    await run(
      (function* () {
        getRunningLoop().setExceptionHandler((_loop, { message }) => {
          told.push(message);
        });
        createTask(failing());
        yield* sleep(0);
      })(),
    );
    guard.check();
    expect(told).toEqual(['Task exception was never retrieved']);
  });

  it('sees nothing any more once it is stopped', () => {
    const before = new EventLoop();
    guard.stop();
    const loop = new EventLoop();
    createTask(sleep(1), { loop });
    createTask(sleep(1), { loop: before });
    loop.close();
    before.close();
    expect(messages()).toEqual([]);
  });
});

describe('guardLoops', () => {
  /** Hooks of a runner, to be called by hand. */
  function fakeRunner() {
    const hooks = { before: () => {}, after: () => {} };
    return {
      hooks,
      beforeEach: (start: () => void) => {
        hooks.before = start;
      },
      afterEach: (check: () => void) => {
        hooks.after = check;
      },
    };
  }

  it('fails the test after which something is wrong, and only that one', () => {
    const { hooks, ...runner } = fakeRunner();
    const guarded = guardLoops(runner);
    hooks.before();
    const loop = new EventLoop();
    createTask(sleep(1), { loop });
    expect(hooks.after).toThrow(UnhandledErrors);
    hooks.before();
    hooks.after();
    guarded.stop();
    loop.close();
  });

  it('lets a loop have tasks that was made before the test', () => {
    const { hooks, ...runner } = fakeRunner();
    const guarded = guardLoops(runner);
    const loop = new EventLoop();
    createTask(sleep(1), { loop });
    hooks.before();
    hooks.after();
    guarded.stop();
    loop.close();
  });

  it('needs afterEach only', () => {
    guard.stop(); // it would turn debug mode on
    const { hooks, afterEach } = fakeRunner();
    const guarded = guardLoops({ afterEach }, { debug: false });
    const loop = new EventLoop();
    expect(loop.getDebug()).toBe(false);
    hooks.after();
    guarded.stop();
    loop.close();
  });
});

describe('guardLoops with wrong hooks', () => {
  it.each([
    ['nothing', undefined, 'undefined'],
    ['hooks without afterEach', {}, 'an object'],
  ])('refuses %s, and watches nothing', (_what, hooks, got) => {
    const before = watchers.size;
    expect(() => guardLoops(hooks as never)).toThrow(
      new TypeError(
        `guardLoops() needs the hooks of a test runner, got ${got}\n  Write guardLoops({ beforeEach, afterEach })`,
      ),
    );
    expect(watchers.size).toBe(before);
  });
});
