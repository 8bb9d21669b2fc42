/**
 * The event loop: a queue of what is ready, a heap of what is due later, and turns.
 *
 *   one turn     1. timers that are due join the ready queue, behind what is already there
 *                2. exactly the callbacks that are ready now run; what they queue waits for the next turn
 *
 * Who takes the turns, and when: host-run.ts, as a guest of Node or a browser; virtual-time-loop.ts, on the spot.
 *
 * The loop knows callbacks, time, contexts and errors. It does not know futures or tasks, which live above it.
 *
 * After CPython 3.13 `Lib/asyncio/base_events.py`, `BaseEventLoop`.
 */
import { type Context, RuntimeError } from '@asyncio-ts/contextvars';

import { checkCallback, checkSeconds } from './arguments.js';
import { defaultHost } from './default-host.js';
import { describe } from './describe.js';
import {
  type ExceptionContext,
  type ExceptionHandler,
  handleException,
  printException,
} from './exception-handler.js';
import { Handle, TimerHandle } from './handle.js';
import type { Host } from './host.js';
import { HostRun } from './host-run.js';
import { showInConsole } from './inspect.js';
import type { LoopObserver } from './loop-observer.js';
import { debugByEnvironment, debugging } from './origin.js';
import { ReadyQueue, type Runnable } from './ready-queue.js';
import { begin, end } from './running.js';
import { SignalHandlers } from './signal-handlers.js';
import { type Timer, TimerHeap } from './timer-heap.js';
import { watchers } from './watchers.js';

/** Two times closer than this are the same time, as for CPython's monotonic clock. */
export const CLOCK_RESOLUTION = 1e-9;

let loopsMade = 0;

/** How to make an `EventLoop`. */
export interface EventLoopOptions {
  /** The surroundings; default: those of this program. */
  readonly host?: Host | undefined;
  /** Debug mode; default: on when the environment has `ASYNCIO_DEBUG`. */
  readonly debug?: boolean | undefined;
}

/** What a callback is queued with. */
export interface CallbackOptions {
  /** The context variables it sees, used itself; default: a copy of the caller's. */
  readonly context?: Context | undefined;
}

/** Runs callbacks one after the other, in an order that depends on nothing but the program and the clock. */
export class EventLoop {
  /** @internal Which loop was made first. */
  readonly _order: number = loopsMade++;
  /** @internal */
  readonly _ready: ReadyQueue = new ReadyQueue();
  /** @internal */
  readonly _timers: TimerHeap = new TimerHeap();
  /** @internal What the package above keeps for this loop: its tasks. */
  _local: unknown = undefined;
  /** @internal What to do when nothing can wake this loop any more; set by whoever runs it. */
  _onStuck: (() => void) | undefined = undefined;
  /** @internal Called once when the loop closes: the package above reports what nobody retrieved. */
  readonly _onClose: (() => void)[] = [];
  /** @internal */
  _stopping = false;
  /** @internal Set by `_setObserver` only. */
  _observer: LoopObserver | undefined = undefined;

  /** Seconds that a callback may take before debug mode reports it. Default 0.1. */
  slowCallbackDuration = 0.1;

  readonly #host: Host;
  readonly #signals: SignalHandlers;
  #exceptionHandler: ExceptionHandler | undefined = undefined;
  #debug = false;
  /** In debug mode or observed. */
  #isInspected = false;
  #running = false;
  #closed = false;
  /** It sleeps, or is closed: no slice will look at the ready queue without being asked. */
  #isIdle = false;
  /** Idle or observed: one question where the plain way has to ask both. */
  #mustNotice = false;
  /** `runForever`, while it is under way. */
  #run: HostRun | undefined = undefined;

  constructor({ host = defaultHost.make(), debug = debugByEnvironment() }: EventLoopOptions = {}) {
    this.#host = host;
    this.#signals = new SignalHandlers(host, this);
    this.setDebug(debug);
    for (const watch of watchers) watch(this);
  }

  // ---- callbacks ----------------------------------------------------------------------------------------------

  /**
   * Queues `callback` for the next turn, behind all that is ready.
   *
   * @suspends never
   * @throws {TypeError} `callback` is not a function
   * @throws {RuntimeError} the loop is closed
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `call_soon`
   */
  callSoon(callback: () => void, options?: CallbackOptions): Handle {
    checkCallback('callSoon', callback, this.#debug);
    const handle = new Handle(this, callback, options?.context);
    this._enqueue(handle);
    return handle;
  }

  /**
   * The same as `callSoon`, under the name that Python's programs use from other threads. JavaScript's threads share
   * no loop; here both may be called from anywhere, and both wake a loop that sleeps.
   *
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `call_soon_threadsafe`
   */
  callSoonThreadsafe(callback: () => void, options?: CallbackOptions): Handle {
    checkCallback('callSoonThreadsafe', callback, this.#debug); // an error names the method that was called
    return this.callSoon(callback, options);
  }

  /**
   * Queues `callback` in `delay` seconds.
   *
   * @param delay - seconds; fractions count; 0 or less means as soon as timers are looked at
   * @suspends never
   * @throws {TypeError} `delay` is not a number, or `callback` not a function
   * @throws {ValueError} `delay` is NaN
   * @throws {RuntimeError} the loop is closed
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `call_later`
   */
  callLater(delay: number, callback: () => void, options?: CallbackOptions): TimerHandle {
    checkSeconds('delay', delay);
    return this.callAt(this.time() + delay, callback, options);
  }

  /**
   * Queues `callback` when `time()` reaches `when`. Timers due at the same time run in the order they were made.
   *
   * @param when - seconds on the loop's clock
   * @suspends never
   * @throws {TypeError} `when` is not a number, or `callback` not a function
   * @throws {ValueError} `when` is NaN
   * @throws {RuntimeError} the loop is closed
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `call_at`
   */
  callAt(when: number, callback: () => void, options?: CallbackOptions): TimerHandle {
    checkSeconds('when', when);
    checkCallback('callAt', callback, this.#debug);
    const timer = new TimerHandle(this, when, callback, options?.context);
    this._schedule(timer, when);
    return timer;
  }

  /** The loop's clock, in seconds. It never goes back; where it starts has no meaning. */
  time(): number {
    return this.#host.now();
  }

  /** @internal Puts something that can run at the end of the ready queue. */
  _enqueue(item: Runnable): void {
    if (this.#mustNotice) this.#noticeItem(item);
    this._ready.push(item);
  }

  #noticeItem(item: Runnable): void {
    if (this.#isIdle) {
      this._checkOpen();
      this.#run?.wake();
    }
    this._observer?.queued(item);
  }

  /** @internal Puts a timer into the heap, due at `when`. */
  _schedule(timer: Timer, when: number): void {
    this._checkOpen();
    this._timers.push(timer, when);
    if (this.#mustNotice) this.#noticeTimer(timer, when);
  }

  #noticeTimer(timer: Timer, when: number): void {
    if (this.#isIdle && this._timers.peek() === timer) this.#run?.sleep(); // it is the first one now
    this._observer?.timerSet(timer, when);
  }

  /** @internal A timer that is in the heap was given up. */
  _noteCancelled(timer: Timer): void {
    this._timers.noteCancelled();
    this._observer?.timerCancelled(timer);
  }

  // ---- running ------------------------------------------------------------------------------------------------

  /**
   * Runs until `stop()`. Resolves once the loop has stopped; rejects with what a callback threw to end the program.
   *
   * @throws {RuntimeError} the loop is closed, or running already
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `run_forever`
   */
  runForever(): Promise<void> {
    return new Promise((resolve, reject) => {
      this._begin(); // what it throws rejects the promise
      this.#run = new HostRun(this, this.#host, { resolve, reject });
      this.#run.start();
    });
  }

  /**
   * Lets the loop end after the turn that is under way. Called before the loop runs, it leaves it exactly one turn.
   *
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `stop`
   */
  stop(): void {
    this._stopping = true;
    if (this.#isIdle) this.#run?.wake();
  }

  /** Is the loop between the start and the end of `runForever`? */
  isRunning(): boolean {
    return this.#running;
  }

  /** Was the loop closed? */
  isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Closes the loop: drops what is queued, takes its signal handlers away. Closing twice does nothing.
   *
   * @throws {RuntimeError} the loop is running
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `close`
   */
  close(): void {
    if (this.#running) {
      throw new RuntimeError(
        'Cannot close a running event loop\n  Call stop() and wait for runForever() first',
      );
    }
    if (this.#closed) return;
    for (const callback of this._onClose.splice(0)) callback();
    this.setDebug(false);
    this.#closed = true;
    this._setIdle(true);
    this.#signals.clear();
    this._ready.clear();
    this._timers.clear();
  }

  /** @internal @throws {RuntimeError} the loop is closed, or running already */
  _checkIdle(): void {
    this._checkOpen();
    if (this.#running)
      throw new RuntimeError('This event loop is already running\n  Make another one, or use a task');
  }

  /** @internal The loop starts running, by whatever drives its turns. */
  _begin(): void {
    this._checkIdle();
    this.#running = true;
    begin(this);
  }

  /** @internal The loop has stopped. */
  _end(): void {
    this.#run?.close();
    this.#run = undefined;
    this._setIdle(false); // not running: nothing is to be woken
    this._stopping = false;
    this.#running = false;
    end(this);
  }

  /** @internal One turn, as drawn at the top of this file. */
  _turn(): void {
    const ready = this._ready;
    if (this._timers.size > 0) this.#queueDueTimers();
    const count = ready.size;
    if (this.#isInspected) this.#runInspected(count);
    else for (let i = 0; i < count; i++) ready.shift()!._run();
  }

  #runInspected(count: number): void {
    if (this._observer !== undefined) this._observer.runTurn(count);
    else for (let i = 0; i < count; i++) this._runTimed(this._ready.shift()!);
  }

  /** @internal Debug mode: tells of callbacks that keep everything else waiting. */
  _runTimed(item: Runnable): void {
    const what = item.toString(); // before it runs: a task is described by where it stands
    const start = this.#host.now();
    item._run();
    const seconds = this.#host.now() - start;
    if (seconds >= this.slowCallbackDuration)
      console.warn(`Executing ${what} took ${seconds.toFixed(3)} seconds`);
  }

  #queueDueTimers(): void {
    const end = this.#host.now() + CLOCK_RESOLUTION;
    for (let due = this._timers.popBefore(end); due !== undefined; due = this._timers.popBefore(end)) {
      this._ready.push(due);
      this._observer?.timerFired(due);
    }
  }

  // ---- errors and debugging -----------------------------------------------------------------------------------

  /**
   * Sets what gets the errors that no task will see; `undefined` goes back to `defaultExceptionHandler`.
   *
   * @throws {TypeError} `handler` is neither a function nor `undefined`
   * @see CPython 3.13 `Lib/asyncio/base_events.py`, `set_exception_handler`
   */
  setExceptionHandler(handler: ExceptionHandler | undefined): void {
    if (handler !== undefined && typeof handler !== 'function') {
      throw new TypeError(`A callable object or None is expected, got ${describe(handler)}`);
    }
    this.#exceptionHandler = handler;
  }

  /** The handler that was set, or `undefined`. */
  getExceptionHandler(): ExceptionHandler | undefined {
    return this.#exceptionHandler;
  }

  /** Prints the error to `console.error`. A handler of one's own can call it for what it does not handle. */
  defaultExceptionHandler(context: ExceptionContext): void {
    printException(context);
  }

  /**
   * Reports an error to the handler, in the context of the task, future or handle it belongs to. A handler that
   * throws is itself reported, and never stops the loop.
   */
  callExceptionHandler(context: ExceptionContext): void {
    handleException(this, this.#exceptionHandler, context);
  }

  /** Is debug mode on? */
  getDebug(): boolean {
    return this.#debug;
  }

  /** Turns debug mode on or off: slow callbacks are reported, and things remember where they were made. */
  setDebug(enabled: boolean): void {
    if (enabled !== this.#debug) debugging.loops += enabled ? 1 : -1;
    this.#debug = enabled;
    this.#isInspected = enabled || this._observer !== undefined;
  }

  /** @internal Tells `observer` what happens from now on; `undefined` ends that. */
  _setObserver(observer: LoopObserver | undefined): void {
    this._observer = observer;
    this.#isInspected = this.#debug || observer !== undefined;
    this._setIdle(this.#isIdle);
  }

  /** @internal It sleeps, or is closed: then somebody must notice what becomes ready. */
  _setIdle(isIdle: boolean): void {
    this.#isIdle = isIdle;
    this.#mustNotice = isIdle || this._observer !== undefined;
  }

  /** @internal Does it sleep, or is it closed? */
  _isIdle(): boolean {
    return this.#isIdle;
  }

  // ---- signals ------------------------------------------------------------------------------------------------

  /**
   * Calls `callback` in the loop whenever the process gets the signal; replaces an earlier handler of this loop for
   * it. A loop with a signal handler is never idle for good: the process stays alive.
   *
   * @param signal - its name, such as `'SIGTERM'`
   * @throws {TypeError} `signal` is not a string, or `callback` not a function
   * @throws {ValueError} `signal` is not the name of a signal
   * @throws {NotImplementedError} this host has no signals
   * @throws {RuntimeError} the signal cannot be caught, or the loop is closed
   * @see CPython 3.13 `Lib/asyncio/unix_events.py`, `add_signal_handler`
   */
  addSignalHandler(signal: string, callback: () => void): void {
    checkCallback('addSignalHandler', callback, true);
    this._checkOpen();
    this.#signals.add(signal, callback);
  }

  /**
   * Takes the handler for `signal` away.
   *
   * @returns was there one?
   * @throws {TypeError} `signal` is not a string
   * @throws {ValueError} `signal` is not the name of a signal
   */
  removeSignalHandler(signal: string): boolean {
    return this.#signals.remove(signal);
  }

  /** @internal The host, for the package above. */
  get _host(): Host {
    return this.#host;
  }

  /** One line, such as `<EventLoop running=true closed=false debug=false>`. */
  toString(): string {
    return `<${this.constructor.name} running=${this.#running} closed=${this.#closed} debug=${this.#debug}>`;
  }

  /** @internal @throws {RuntimeError} the loop is closed */
  _checkOpen(): void {
    if (this.#closed)
      throw new RuntimeError('Event loop is closed\n  Make a new one: a closed loop cannot be used again');
  }

  static {
    showInConsole(this);
  }
}
