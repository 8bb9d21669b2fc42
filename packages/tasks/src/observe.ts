/**
 * Watching a loop: every event of its tasks, callbacks and timers, for tools that draw, trace or count.
 *
 * A loop that nobody observes pays nothing that can be measured: decision 16 says how.
 */
import { EventLoop } from '@asyncio-ts/loop';
import { describe } from '@asyncio-ts/loop/internal';

import type { Observer } from './loop-event.js';
import { Watch } from './watch.js';

/** One for each loop that was ever observed: what runs when observing ends is known when it begins again. */
const watches = new WeakMap<EventLoop, Watch>();

/**
 * Tells `observer` everything that happens in `loop` from now on. First it is told how things stand: the tasks, timers and
 * callbacks that are there already, as if they had just been made.
 *
 *     const stop = observe(getRunningLoop(), ({ type, time, ...rest }) => console.log(time, type, rest));
 *
 * An observer must not make, cancel or settle anything: it is called in the middle of a turn. What it throws goes to the
 * loop's exception handler. The first line of `main` is the place to watch a whole program from.
 *
 * @param loop - the loop; it may be running
 * @param observer - is called with each event; several may watch one loop
 * @returns a function that ends it
 * @suspends never
 * @throws {TypeError} `loop` is not a loop, or `observer` not a function
 * @throws {RuntimeError} the loop is closed
 */
export function observe(loop: EventLoop, observer: Observer): () => void {
  check(loop, observer);
  const watch = watches.get(loop) ?? new Watch(loop);
  watches.set(loop, watch);
  if (!watch.isWanted()) watch.start();
  const subscription = { observer };
  watch.add(subscription);
  return () => {
    watch.remove(subscription);
    if (!watch.isWanted()) watch.stop();
  };
}

function check(loop: unknown, observer: unknown): void {
  if (!(loop instanceof EventLoop)) {
    throw new TypeError(
      `A loop is observed, got ${describe(loop)}\n  Inside of a coroutine: getRunningLoop()`,
    );
  }
  if (typeof observer !== 'function') {
    throw new TypeError(`An observer is a function of an event, got ${describe(observer)}`);
  }
  loop._checkOpen();
}
