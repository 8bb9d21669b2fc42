/**
 * Which loop runs now. JavaScript has one thread, so inside a callback there is exactly one answer; outside of
 * callbacks (in a promise's reaction, in an event listener) several loops may be under way.
 */
import { RuntimeError } from '@asyncio-ts/contextvars';
import {
  announceCopies,
  contextvarsCopy,
  type Copy,
  findOtherCopy,
  refuseOtherCopy,
  withdrawCopies,
} from '@asyncio-ts/contextvars/internal';

import { version } from '../package.json';
import type { EventLoop } from './event-loop.js';

/** @internal The loop whose callback is running, set by the loop itself around its turns. */
export const running: { loop: EventLoop | undefined } = { loop: undefined };

/** Every loop between the start and the end of `runForever`. */
const underWay = new Set<EventLoop>();

/** This copy of this package. */
const loopCopy: Copy = {
  package: '@asyncio-ts/loop',
  version,
  isRunning: () => running.loop !== undefined,
};
const copies = [loopCopy, contextvarsCopy];

/** @internal `loop` starts running. */
export function begin(loop: EventLoop): void {
  if (underWay.size === 0) announceCopies(copies);
  underWay.add(loop);
}

/** @internal It has stopped. */
export function end(loop: EventLoop): void {
  underWay.delete(loop);
  if (underWay.size === 0) withdrawCopies(copies);
}

/**
 * The loop that the caller runs on: inside a callback or task, the one that runs it; outside, the only one under way.
 *
 * @suspends never
 * @throws {RuntimeError} no loop is under way, or several are and the caller is in none of their callbacks; or it is in
 *   one of another copy of this package
 *
 * @see CPython 3.13 `Lib/asyncio/events.py`, `get_running_loop`
 */
export function getRunningLoop(): EventLoop {
  if (running.loop !== undefined) return running.loop;
  refuseOtherCopy(loopCopy);
  const loop = findRunningLoop();
  if (loop !== undefined) return loop;
  throw new RuntimeError(`no running event loop\n  ${hint()}`);
}

function hint(): string {
  if (underWay.size > 0)
    return `${underWay.size} loops are under way and none of them is running this code; pass the loop`;
  const other = findOtherCopy(loopCopy, false);
  const elsewhere =
    other === undefined
      ? ''
      : `. The loop that is under way is of another copy of ${other.package}, ${other.version}`;
  return `Call this from a coroutine that run() drives, or pass the loop${elsewhere}`;
}

/** `getRunningLoop` without the error: `undefined` if there is no answer. */
export function findRunningLoop(): EventLoop | undefined {
  if (running.loop !== undefined || underWay.size !== 1) return running.loop;
  return underWay.values().next().value;
}
