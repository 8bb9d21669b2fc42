/** Handles: what `callSoon` and `callLater` give back, and what the ready queue and the timer heap hold. */
import { type Context, copyContext } from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';

import { describe } from './describe.js';
import { isFatal } from './errors.js';
import type { EventLoop } from './event-loop.js';
import { showInConsole } from './inspect.js';
import { captureOrigin } from './origin.js';

/**
 * A callback that waits for its turn.
 *
 * @see CPython 3.13 `Lib/asyncio/events.py`, `Handle`
 */
export class Handle {
  /** @internal */
  readonly _loop: EventLoop;
  /** @internal */
  readonly _context: Context;
  /** @internal `undefined` once cancelled, so that what it holds on to can be collected. */
  _callback: (() => void) | undefined;
  /** @internal */
  _cancelled = false;
  /** @internal In debug mode what it shows, also once the callback is gone: which one it was, and where it was made. */
  readonly _origin: string | undefined;

  /** Made by `callSoon` only. */
  constructor(loop: EventLoop, callback: () => void, context: Context | undefined) {
    this._loop = loop;
    this._callback = callback;
    this._context = context ?? copyContext();
    this._origin = loop.getDebug() ? ` ${describe(callback)} created${captureOrigin()}` : undefined;
  }

  /** Gives the callback up. Cancelling twice, or after it ran, does nothing. */
  cancel(): void {
    this._cancelled = true;
    this._callback = undefined;
  }

  /** Was it cancelled? */
  cancelled(): boolean {
    return this._cancelled;
  }

  /** The context that the callback runs in. */
  getContext(): Context {
    return this._context;
  }

  /** @internal */
  _run(): void {
    const callback = this._callback;
    if (callback === undefined) return;
    try {
      const previous = enterContext(this._context);
      try {
        callback();
      } finally {
        leaveContext(this._context, previous);
      }
    } catch (error) {
      if (isFatal(error)) throw error;
      // CancelledError included, as in CPython: no task awaits a callback, so there is nobody to pass it to.
      const message = `Exception in callback ${describe(callback)}`;
      this._loop.callExceptionHandler({ message, exception: error, handle: this });
    }
  }

  /** One line, such as `<Handle function tick()>` or `<Handle cancelled>`. */
  toString(): string {
    return `<Handle${this._describe('')}>`;
  }

  /** @internal @param when - what a timer has to add */
  _describe(when: string): string {
    const cancelled = this._cancelled ? ' cancelled' : '';
    const callback = this._origin ?? (this._cancelled ? '' : ` ${describe(this._callback)}`);
    return `${cancelled}${when}${callback}`;
  }

  static {
    showInConsole(this);
  }
}

/**
 * A callback that waits for a time on the loop's clock.
 *
 * @see CPython 3.13 `Lib/asyncio/events.py`, `TimerHandle`
 */
export class TimerHandle extends Handle {
  /** @internal Seconds on the loop's clock. */
  readonly _when: number;
  /** @internal Is it in the heap? */
  _scheduled = false;

  /** Made by `callLater` and `callAt` only. */
  constructor(loop: EventLoop, when: number, callback: () => void, context: Context | undefined) {
    super(loop, callback, context);
    this._when = when;
  }

  /** When it is due, in seconds on the clock that `loop.time()` reads. */
  when(): number {
    return this._when;
  }

  /** Gives the callback up: O(1), and the timer does not stay behind in the loop. */
  override cancel(): void {
    if (!this._cancelled) {
      super.cancel();
      if (this._scheduled) this._loop._noteCancelled(this);
    }
  }

  /** One line, such as `<TimerHandle when=1.5 function tick()>` or `<TimerHandle cancelled when=1.5>`. */
  override toString(): string {
    return `<TimerHandle${this._describe(` when=${this._when}`)}>`;
  }
}
