import { CancelledError, type Coroutine, Future, TimeoutError } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { shield, waitFor } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { End } from './worker.js';

/** A future that outlives those who wait for it behind a shield and with a limit, and what must hold of it. */
export class WatchedFuture {
  readonly #stage: Stage;
  readonly #future: Future<string>;
  #waiting = 0;
  #wasCancelled = false;

  constructor(stage: Stage) {
    this.#stage = stage;
    const future = (this.#future = new Future({ loop: stage.loop }));
    stage.show(() => future);
    stage.always('only those who wait leave anything at it', () => callbacksOf(future) <= this.#waiting);
    stage.always('only who cancels it cancels it', () => future.cancelled() === this.#wasCancelled);
    stage.atEnd('nothing is left at it', () => callbacksOf(future) === 0);
  }

  *waitFor(seconds: number): Coroutine<void> {
    const start = this.#stage.loop.time();
    this.#waiting++;
    const end = yield* End.ofAwaiting(waitFor(shield(this.#future), seconds));
    this.#waiting--;
    const isLate = this.#stage.loop.time() >= start + seconds;
    this.#stage.expect('waitFor() ends as it should', this.#isRight(end, isLate));
    if (this.#stage.me().wasCancelled) throw new CancelledError();
  }

  #isRight(end: End, isLate: boolean): boolean {
    if (this.#stage.me().wasCancelled) return end.what === 'cancelled';
    if (end.value instanceof TimeoutError) return isLate;
    return this.#future.done() && end.equals(End.of(this.#future));
  }

  settle(how: 'set' | 'fail' | 'cancel'): void {
    if (how === 'set') this.#future.setResult('set');
    if (how === 'cancel') this.#wasCancelled = this.#future.cancel();
    if (how !== 'fail') return;
    this.#future.setException(new RangeError('failed'));
    this.#future.exception(); // nobody may be there any more to look at it
  }
}
