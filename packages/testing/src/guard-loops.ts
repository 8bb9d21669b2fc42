/** A guard over all loops of a test suite, whoever makes them. */
import type { EventLoop, ExceptionContext } from '@asyncio-ts/loop';
import { watchers } from '@asyncio-ts/loop/internal';
import { describe, loopState } from '@asyncio-ts/tasks/internal';

import { ManualLoop } from './manual-loop.js';
import { UnhandledErrors } from './unhandled-errors.js';

/** The hooks of a test runner: those of vitest, jest, `node:test`, mocha. */
export interface TestHooks {
  /** Registers what runs after each test, and fails the test by throwing. */
  readonly afterEach: (check: () => void) => unknown;
  /**
   * Registers what runs before each test. With it, loops that were made before the test, in a `beforeAll` for one, may
   * have tasks when it ends.
   */
  readonly beforeEach?: ((start: () => void) => unknown) | undefined;
}

/** What the guard does to loops. */
export interface GuardOptions {
  /** Turn debug mode on, in which a coroutine that was never awaited is reported? Default true. */
  readonly debug?: boolean | undefined;
}

/** Watches the loops that are made. */
export class LoopGuard {
  readonly #debug: boolean;
  readonly #open = new Set<EventLoop>();
  readonly #reports: ExceptionContext[] = [];

  /** `guardLoops` makes them. */
  constructor({ debug = true }: GuardOptions = {}) {
    this.#debug = debug;
    watchers.add(this.#watch);
  }

  /**
   * What went wrong since it was last asked, which is then forgotten: for a test that expects it. Tasks that are left
   * on open loops are among it.
   *
   *     await run(main());
   *     expect(guard.take()).toMatchObject([{ message: 'Task exception was never retrieved' }]);
   */
  take(): ExceptionContext[] {
    for (const loop of this.#open) this.#lookAt(loop);
    this.#open.clear();
    return this.#reports.splice(0);
  }

  /**
   * Fails if anything went wrong since it was last asked.
   *
   * @suspends never
   * @throws {UnhandledErrors} something did; it is forgotten then
   */
  check(): void {
    const reports = this.take();
    if (reports.length > 0) throw new UnhandledErrors(reports);
  }

  /** Lets the loops that are open be: they are none of the next test's. */
  forget(): void {
    this.#open.clear();
  }

  /** Ends the watch. */
  stop(): void {
    watchers.delete(this.#watch);
    this.#open.clear();
  }

  readonly #watch = (loop: EventLoop): void => {
    this.#open.add(loop);
    if (this.#debug) loop.setDebug(true);
    loop.setExceptionHandler((_loop, context) => {
      this.#reports.push(context);
    });
    loop._onClose.push(() => {
      const isOurs = this.#open.delete(loop);
      if (isOurs && !(loop instanceof ManualLoop))
        this.#tellOfTasks(loop, 'Task was destroyed but it is pending!');
    });
  };

  /** A loop that is open when the test ends: what it would tell of when it closes, is told now. */
  #lookAt(loop: EventLoop): void {
    this.#tellOfTasks(loop, 'Task was left pending at the end of the test');
    const { losses } = loopState(loop);
    for (const loss of losses) {
      losses.delete(loss);
      loss.report();
    }
    if (loop instanceof ManualLoop) this.#reports.push(...loop._reports.splice(0));
  }

  #tellOfTasks(loop: EventLoop, message: string): void {
    for (const task of loopState(loop).tasks()) this.#reports.push({ message, task });
  }
}

/**
 * Fails each test during which something went wrong on a loop that nobody handled: an error that was not retrieved, a
 * callback that threw, a coroutine that was never awaited, a task that was left behind when its loop closed or the test
 * ended. Without it, such things are printed, and the test passes.
 *
 *     // in a file that the runner loads before the tests
 *     import { guardLoops } from '@asyncio-ts/testing';
 *     import { afterEach, beforeEach } from 'vitest';
 *
 *     guardLoops({ beforeEach, afterEach });
 *
 * It sets the exception handler of every loop that is made from now on; a program that sets its own takes over. Tests
 * that run at the same time in one process are not told apart.
 *
 * @param hooks - those of the test runner
 * @param options - `debug`: default true
 * @returns the guard, for tests that expect a problem, and to stop it
 * @suspends never
 * @throws {TypeError} `hooks` has no `afterEach`; nothing is watched then
 */
export function guardLoops(hooks: TestHooks, options: GuardOptions = {}): LoopGuard {
  checkHooks(hooks);
  const guard = new LoopGuard(options);
  hooks.beforeEach?.(() => {
    guard.forget();
  });
  hooks.afterEach(() => {
    guard.check();
  });
  return guard;
}

function checkHooks(hooks: unknown): void {
  if (typeof (hooks as Partial<TestHooks> | null | undefined)?.afterEach === 'function') return;
  throw new TypeError(
    `guardLoops() needs the hooks of a test runner, got ${describe(hooks)}\n  Write guardLoops({ beforeEach, afterEach })`,
  );
}
