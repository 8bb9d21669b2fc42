import { CancelledError, type Coroutine, createTask, type Task, TimeoutError } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { waitFor } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { End, work } from './worker.js';

/** A task that others wait for with a limit, that may take its time when it is cancelled, and what must hold of them. */
export class WatchedTask {
  readonly #stage: Stage;
  readonly #task: Task<string>;
  #waiting = 0;

  constructor(stage: Stage, name: string) {
    this.#stage = stage;
    this.#task = stage.adopt(name, createTask(work(stage, name), { name }));
    stage.show(() => this.#task);
    stage.always('only those who wait leave anything at it', () => callbacksOf(this.#task) <= this.#waiting);
    stage.atEnd('it has ended', () => {
      if (!this.#task.cancelled()) this.#task.exception(); // maybe nobody is there any more to look at it
      return this.#task.done();
    });
  }

  /** Waits for it, with a limit of so many seconds. */
  *waitFor(seconds: number): Coroutine<void> {
    const start = this.#stage.loop.time();
    this.#waiting++;
    const end = yield* End.ofAwaiting(waitFor(this.#task, seconds));
    this.#waiting--;
    const isLate = this.#stage.loop.time() >= start + seconds;
    this.#stage.expect('waitFor() ends as it should', this.#isRight(end, isLate));
    // The task that was waited for may have swallowed this one's cancellation, which it was given.
    if (this.#stage.me().wasCancelled) throw new CancelledError();
  }

  #isRight(end: End, isLate: boolean): boolean {
    const { wasCancelled } = this.#stage.me();
    if (end.value instanceof TimeoutError) return isLate && !wasCancelled;
    if (wasCancelled && end.what === 'cancelled') return true;
    return this.#task.done() && end.equals(End.of(this.#task));
  }
}
