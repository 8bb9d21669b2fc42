/** `setTimeout` and its like in virtual time. */
import type { Timers } from './timers.js';
import type { VirtualClock } from './virtual-clock.js';

/** Browsers fire no interval more often. */
const SHORTEST_INTERVAL = 0.001;

/** The four of them on `clock`. */
export function timersOn(clock: VirtualClock): Timers {
  const running = new Map<number, () => void>();
  let made = 0;
  const clear = (timer?: unknown): void => {
    running.get(timer as number)?.();
    running.delete(timer as number);
  };
  const schedule = (id: number, seconds: number, callback: () => void): void => {
    running.set(id, clock.set(clock.now() + seconds, callback));
  };
  return {
    setTimeout(callback, milliseconds, ...args) {
      const id = ++made;
      schedule(id, secondsOf(milliseconds), () => {
        running.delete(id);
        callback(...args);
      });
      return id;
    },
    setInterval(callback, milliseconds, ...args) {
      const id = ++made;
      const seconds = Math.max(SHORTEST_INTERVAL, secondsOf(milliseconds));
      const fire = (): void => {
        schedule(id, seconds, fire); // first: the callback may clear it
        callback(...args);
      };
      schedule(id, seconds, fire);
      return id;
    },
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/** As in browsers, what is no time to wait is none: NaN, Infinity, a negative number. */
function secondsOf(milliseconds: unknown): number {
  const seconds = Number(milliseconds) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}
