/** `setTimeout` and its like, as a program calls them. */
export interface Timers {
  setTimeout(callback: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]): unknown;
  clearTimeout(timer?: unknown): void;
  setInterval(callback: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]): unknown;
  clearInterval(timer?: unknown): void;
}
