/** A test of somebody's program, in virtual time. */
import { coroutine, sleep } from '@asyncio-ts/tasks';
import { ManualLoop, runVirtual, timeVirtual } from '@asyncio-ts/testing';

import { exactly } from './same.js';

const patient = coroutine(function* patient(hours?: number) {
  yield* sleep((hours ?? 1) * 3600);
  return { hours: hours ?? 1 };
});

export function tests(): number {
  const result = runVirtual(patient);
  exactly<{ hours: number }>()(result);
  const { seconds } = timeVirtual(patient(3));
  exactly<number>()(seconds);
  const loop = new ManualLoop();
  const task = loop.start(patient);
  loop.advance(3600);
  // @ts-expect-error -- promises cannot settle in virtual time
  runVirtual(async () => Promise.resolve());
  return seconds + task.result().hours;
}
