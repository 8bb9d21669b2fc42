/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_runners.py` pins down about Ctrl-C, in our words under the names the
 * tests have there. As there, the interrupt is told to this very process without the system's help; processes.test.ts
 * sends real signals, to processes of their own. `Runner` makes its usual loop, on the host that this program runs on.
 */
import process from 'node:process';

import { detectHost, EventLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  getRunningLoop,
  run,
  Runner,
  sleep,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, turns } from '@asyncio-ts/test-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  expect(process.listenerCount('SIGINT')).toBe(0); // no run leaves its listener behind
});

/** Ctrl-C. Fails where nobody listens: it would end the program. */
function interrupt(): void {
  expect(process.emit('SIGINT')).toBe(true);
}

/** A main program that is interrupted while it awaits, logs what comes of that, and throws a CancelledError anew. */
function* interruptedIn(awaited: Yieldable<unknown>, log: string[]): Coroutine<never> {
  getRunningLoop().callSoon(interrupt);
  const error = yield* failureOf(awaited);
  log.push((error as Error).name);
  throw new CancelledError();
}

/** The name of what the program ends with. */
async function endOf(runner: Runner, main: Coroutine): Promise<string> {
  try {
    return `returned ${String(await runner.run(main))}`;
  } catch (error) {
    return (error as Error).name;
  } finally {
    await runner.close();
  }
}

describe('Ctrl-C', () => {
  it('cancels the main task, also one that only gives way; the run ends with KeyboardInterrupt [test_runners.RunnerTests.test_interrupt_call_soon]', async () => {
    const log: string[] = [];
    expect(await endOf(new Runner(), interruptedIn(turns(10_000), log))).toBe('KeyboardInterrupt');
    expect(log).toEqual(['CancelledError']);
  });

  it('cancels the main task and the future that it waits for [test_runners.RunnerTests.test_interrupt_wait]', async () => {
    const log: string[] = [];
    const runner = new Runner();
    const future = new Future({ loop: runner.getLoop() });
    expect(await endOf(runner, interruptedIn(future, log))).toBe('KeyboardInterrupt');
    expect([log, future.cancelled()]).toEqual([['CancelledError'], true]);
  });

  it('makes no KeyboardInterrupt of a main task that was cancelled before [test_runners.RunnerTests.test_interrupt_cancelled_task]', async () => {
    const requests: number[] = [];
    function* cancels(main: { cancel(): boolean; cancelling(): number }): Coroutine<void> {
      yield* sleep(0);
      main.cancel();
      interrupt();
      requests.push(main.cancelling());
    }
    function* main(): Coroutine {
      createTask(cancels(currentTask()!));
      return yield* sleep(10);
    }
    expect(await endOf(new Runner(), main())).toBe('CancelledError');
    expect(requests).toEqual([2]); // only one of them was Ctrl-C
  });
});

describe('run', () => {
  it.each([
    ['in a browser or a worker', undefined],
    ['where the process tells of no signals', { versions: process.versions }],
  ])(
    'works without Ctrl-C %s [test_runners.RunnerTests.test_signal_install_not_supported_ok]',
    async (_where, otherProcess) => {
      vi.stubGlobal('process', otherProcess);
      const host = detectHost();
      vi.unstubAllGlobals();
      expect('onInterrupt' in host).toBe(false);
      function* main(): Coroutine<[string, number]> {
        return [yield* sleep(0, 'fine'), process.listenerCount('SIGINT')];
      }
      expect(await run(main(), { loopFactory: () => new EventLoop({ host }) })).toEqual(['fine', 0]);
      expect(await run(main())).toEqual(['fine', 1]); // here it can be listened to
    },
  );
});
