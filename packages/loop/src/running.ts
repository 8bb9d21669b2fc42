/**
 * Which loop runs now. JavaScript has one thread, so inside a callback there is exactly one answer; outside of
 * callbacks (in a promise's reaction, in an event listener) several loops may be under way.
 */
import { RuntimeError } from '@asyncio-ts/contextvars';
import { type Copy, refuseOtherCopy } from '@asyncio-ts/contextvars/internal';

import { version } from '../package.json';
import type { EventLoop } from './event-loop.js';

/** @internal The loop whose callback is running, set by the loop itself around its turns. */
export const running: { loop: EventLoop | undefined } = { loop: undefined };

/** @internal Every loop between the start and the end of `runForever`. */
export const underWay: Set<EventLoop> = new Set();

/** @internal This copy of this package. */
export const loopCopy: Copy = {
  package: '@asyncio-ts/loop',
  version,
  isRunning: () => underWay.size > 0,
};

/**
 * The loop that the caller runs on: inside a callback or task, the one that runs it; outside, the only one under way.
 *
 * @suspends never
 * @throws {RuntimeError} no loop is under way, or several are and the caller is in none of their callbacks; or it is a
 *   loop of another copy of this package
 *
 * @see CPython 3.13 `Lib/asyncio/events.py`, `get_running_loop`
 */
export function getRunningLoop(): EventLoop {
  const loop = findRunningLoop();
  if (loop !== undefined) return loop;
  refuseOtherCopy(loopCopy);
  const hint =
    underWay.size === 0
      ? 'Call this from a coroutine that run() drives, or pass the loop'
      : `${underWay.size} loops are under way and none of them is running this code; pass the loop`;
  throw new RuntimeError(`no running event loop\n  ${hint}`);
}

/** `getRunningLoop` without the error: `undefined` if there is no answer. */
export function findRunningLoop(): EventLoop | undefined {
  if (running.loop !== undefined || underWay.size !== 1) return running.loop;
  return underWay.values().next().value;
}
