import { getRunningLoop } from '@asyncio-ts/loop';

/** What the clock of the running loop shows, in seconds. */
export function now(): number {
  return getRunningLoop().time();
}
