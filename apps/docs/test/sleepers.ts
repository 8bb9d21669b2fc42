/** A small program that does most of what the picture shows; its trace is what several tests look at. */
import { coroutine, createTask, run, sleep, taskGroup, type Task } from 'asyncio-ts';

import type { TraceEvent } from '../playground/model/trace.js';
import { recorded } from './recorded.js';

const bob = coroutine(function* bob() {
  yield* sleep(1);
  console.log('bob is awake');
  return 3;
});

const ann = coroutine(function* ann() {
  yield* sleep(0);
  throw new RangeError('no more');
});

const main = coroutine(function* main() {
  const lazy: Task<void> = createTask(sleep(60), { name: 'lazy' });
  try {
    yield* taskGroup(function* (group) {
      group.createTask(bob(), { name: 'bob' });
      yield* sleep(2);
      group.createTask(ann(), { name: 'ann' });
    });
  } catch {
    lazy.cancel();
  }
  yield* sleep(0.5);
});

/** Its trace. Tasks: 1 main, 2 lazy, 3 bob, 4 ann; 5 is the loop's own, at the end. */
export function sleepers(): Promise<TraceEvent[]> {
  return recorded(() => run(main()));
}
