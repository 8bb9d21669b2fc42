/** The host's own timers, counted: a program is over when none is left, as in Node. */
import type { Timers } from './virtual-clock.js';

type TimerId = ReturnType<typeof setTimeout>;

export interface CountedTimers {
  readonly timers: Timers;
  /** Resolves when no timer is left. */
  idle(): Promise<void>;
}

/** To be made before the program's timers are put in place of the host's. */
export function countTimers(): CountedTimers {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const waiting = new Set<unknown>();
  let wake: (() => void) | undefined;
  const gone = (timer: unknown): void => {
    waiting.delete(timer);
    if (waiting.size === 0) wake?.();
  };
  const timers: Timers = {
    setTimeout(callback, milliseconds, ...args) {
      const timer = setTimeout(() => {
        try {
          callback(...args);
        } finally {
          gone(timer); // after it: it may have set another one
        }
      }, milliseconds);
      waiting.add(timer);
      return timer;
    },
    setInterval(callback, milliseconds, ...args) {
      const timer = setInterval(callback, milliseconds, ...args);
      waiting.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      clearTimeout(timer as TimerId);
      gone(timer);
    },
    clearInterval(timer) {
      clearInterval(timer as TimerId);
      gone(timer);
    },
  };
  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      if (waiting.size === 0) resolve();
      else wake = resolve;
    });
  return { timers, idle };
}
