/** The signal handlers of one loop. They run as callbacks of the loop, never in the middle of one. */
import { copyContext, RuntimeError, ValueError } from '@asyncio-ts/contextvars';

import { describe } from './describe.js';
import { NotImplementedError } from './errors.js';
import type { EventLoop } from './event-loop.js';
import type { Host } from './host.js';

/** Signal names to what takes their handler away. */
export class SignalHandlers {
  readonly #host: Host;
  readonly #loop: EventLoop;
  readonly #removers = new Map<string, () => void>();

  constructor(host: Host, loop: EventLoop) {
    this.#host = host;
    this.#loop = loop;
  }

  add(signal: string, callback: () => void): void {
    checkSignal(signal);
    const host = this.#host;
    if (host.onSignal === undefined) throw noSignals(signal);
    if (UNCATCHABLE.has(signal)) throw notCaught(signal);
    this.remove(signal);
    const loop = this.#loop;
    const context = copyContext(); // the handler sees the variables of whoever added it
    try {
      this.#removers.set(
        signal,
        host.onSignal(signal, () => loop.callSoonThreadsafe(callback, { context })),
      );
    } catch (error) {
      if (error instanceof NotImplementedError) throw error;
      // CancelledError: nothing is awaited here. The host names a system call; the signal's name helps more.
      throw notCaught(signal);
    }
  }

  remove(signal: string): boolean {
    checkSignal(signal);
    this.#removers.get(signal)?.();
    return this.#removers.delete(signal);
  }

  clear(): void {
    for (const remove of this.#removers.values()) remove();
    this.#removers.clear();
  }
}

/** Node refuses a listener for these. Bun takes one that it never calls, and Deno keeps the one that it refuses. */
const UNCATCHABLE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGSTOP']);

/** All that Node knows, on any system. It takes any other name for an event that never comes. */
const SIGNALS: ReadonlySet<unknown> = new Set(
  `HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD STKFLT CONT STOP TSTP BREAK TTIN
  TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL LOST PWR INFO SYS UNUSED`
    .split(/\s+/)
    .map((name) => `SIG${name}`),
);

function checkSignal(signal: unknown): void {
  if (SIGNALS.has(signal)) return;
  const message = `a signal's name was expected, got ${describe(signal)}\n  Write it as in 'SIGTERM'`;
  throw typeof signal === 'string' ? new ValueError(message) : new TypeError(message);
}

function notCaught(signal: string): RuntimeError {
  return new RuntimeError(
    `${signal} cannot be caught\n  The system keeps it for itself, or does not know it`,
  );
}

/** The error for a host that cannot tell of signals. */
export function noSignals(signal: string): NotImplementedError {
  return new NotImplementedError(
    `This host has no signals, so ${signal} cannot be handled\n  Signals need Node, Bun or Deno`,
  );
}
