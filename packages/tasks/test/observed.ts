// What the tests of observe() share: events as lines, and small programs.
import { coroutine, type LoopEvent, sleep, Task } from '@asyncio-ts/tasks';

/** One line an event: its type, then its task, what it waits for, or what it is about. */
export function lineOf(event: LoopEvent): string {
  const { time, type, ...about } = event;
  const words = Object.values(about).map((value) =>
    value instanceof Task ? value.getName() : String(value),
  );
  return [time, type, ...words].join(' ');
}

export const nap = coroutine(function* nap(seconds: number) {
  yield* sleep(seconds);
  return 'rested';
});

export const nothing = coroutine(function* nothing() {});
