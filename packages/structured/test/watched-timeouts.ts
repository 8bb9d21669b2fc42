import {
  CancelledError,
  type Coroutine,
  Future,
  TimeoutError,
  withAsync,
  type Yieldable,
} from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { timeout, type Timeout } from '../src/index.js';

/** Two timeouts, one inside of the other, around a future, and what must hold of them whatever happens to that. */
export class WatchedTimeouts {
  readonly #stage: Stage;
  readonly #future: Future<string>;
  #outer: Timeout | undefined = undefined;
  #inner: Timeout | undefined = undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#future = new Future({ loop: stage.loop });
    stage.show(() => `${String(this.#outer)} ${String(this.#inner)} ${String(this.#future)}`);
    stage.atEnd('nothing is left at the future', () => this.#future._callbacks === undefined);
  }

  /** Waits for the future, with a limit of so many seconds around one of so many. */
  *run(outer: number, inner: number): Coroutine<void> {
    this.#outer = timeout(outer);
    const thrown = yield* this.#errorOf(this.#outer, () => this.#part(inner));
    if (thrown instanceof CancelledError) throw thrown;
  }

  *#part(seconds: number): Coroutine<void> {
    this.#inner = timeout(seconds);
    const thrown = yield* this.#errorOf(this.#inner, () => this.#future);
    if (thrown instanceof Error) throw thrown;
  }

  *#errorOf(scope: Timeout, body: () => Yieldable<unknown>): Coroutine {
    let thrown: unknown;
    try {
      yield* withAsync(scope, body);
    } catch (error) {
      thrown = error; // run() throws a CancelledError on
    }
    this.#stage.expect('a scope ends as the outermost says that interrupts it', this.#isRight(scope, thrown));
    return thrown;
  }

  #isRight(scope: Timeout, thrown: unknown): boolean {
    if (this.#stage.me().wasCancelled) return thrown instanceof CancelledError;
    if (this.#outer?.expired() === true)
      return scope === this.#outer ? thrown instanceof TimeoutError : thrown instanceof CancelledError;
    if (this.#inner?.expired() === true) return thrown instanceof TimeoutError;
    return this.#future.exception() === thrown;
  }

  settle(how: 'set' | 'fail'): void {
    if (this.#future.done()) return; // interrupted, it was cancelled
    if (how === 'set') this.#future.setResult('set');
    else this.#future.setException(new RangeError('failed'));
    this.#future.exception(); // nobody may be there any more to look at it
  }

  /** Gives the inner scope so many seconds from now, if it is under way. */
  reschedule(seconds: number): void {
    if (String(this.#inner).startsWith('<Timeout [active]'))
      this.#inner?.reschedule(this.#stage.loop.time() + seconds);
  }
}
