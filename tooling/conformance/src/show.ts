/** How times, values and errors read in a trace. */
import { ExceptionGroup } from '@asyncio-ts/structured';
import { CancelledError, type Future } from '@asyncio-ts/tasks';

import { UserError } from './errors.js';

/** A value or an error, as JSON-like text. */
export function show(value: unknown): string {
  if (value instanceof Error) return showError(value);
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function showError(error: Error): string {
  if (error instanceof ExceptionGroup) return `ExceptionGroup[${error.exceptions.map(show).join(', ')}]`;
  if (error instanceof CancelledError || error instanceof UserError) return `${error.name}(${error.message})`;
  return error.name;
}

/** How a future stands, or how it ended. */
export function outcomeOf(future: Future<unknown>): string {
  if (!future.done()) return 'pending';
  if (future.cancelled()) return 'cancelled';
  const error = future.exception();
  return error === undefined ? `returned ${show(future.result())}` : `failed ${show(error)}`;
}

/** Seconds with three decimals; a tie goes to the even digit, as in Python, and not up as in `toFixed`. */
export function showTime(seconds: number): string {
  const sixteenths = seconds * 16; // of all binary fractions, only odd sixteenths lie between two thousandths
  if (sixteenths % 2 !== 1) return seconds.toFixed(3);
  const below = Math.floor(seconds * 1000);
  return ((below % 2 === 0 ? below : below + 1) / 1000).toFixed(3);
}
