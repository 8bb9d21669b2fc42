import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedQueue } from './watched-queue.js';

function* put(stage: Stage, queue: WatchedQueue, items: readonly number[]): Coroutine<void> {
  for (const item of items) {
    yield* stage.step(`put ${item}`);
    yield* queue.put(item);
  }
}

function* get(stage: Stage, queue: WatchedQueue, count: number): Coroutine<void> {
  for (let left = count; left > 0; left--) {
    yield* stage.step('get');
    yield* queue.get();
  }
}

function twoGetters(stage: Stage): void {
  const queue = new WatchedQueue(stage, 1);
  stage.actor('A', () => put(stage, queue, [1, 2]));
  stage.actor('B', () => get(stage, queue, 2));
  stage.actor('C', () => get(stage, queue, 1));
  stage.cancelHangers(); // if one is cancelled, the others may wait for ever
}

function twoPutters(stage: Stage): void {
  const queue = new WatchedQueue(stage, 1);
  stage.actor('A', () => get(stage, queue, 3));
  stage.actor('B', () => put(stage, queue, [1, 2]));
  stage.actor('C', () => put(stage, queue, [3]));
  stage.cancelHangers();
}

function* work(stage: Stage, queue: WatchedQueue): Coroutine<void> {
  yield* stage.step('get');
  yield* queue.get();
  yield* stage.step('say that it is done');
  queue.taskDone();
}

function* end(stage: Stage, queue: WatchedQueue): Coroutine<void> {
  if ((yield* stage.step('join', 'shut down')) === 'join') yield* queue.join();
  else queue.shutdown(false);
  yield* stage.step('shut down immediately');
  queue.shutdown(true);
}

function shutDown(stage: Stage): void {
  const queue = new WatchedQueue(stage, 1);
  stage.actor('A', () => put(stage, queue, [1, 2]));
  stage.actor('B', () => work(stage, queue));
  stage.actor('C', () => end(stage, queue));
  stage.cancelHangers(); // nobody may do the work
}

function* putOrEnd(stage: Stage, queue: WatchedQueue): Coroutine<void> {
  for (let left = 2; left > 0; left--) {
    const what = yield* stage.step('put', 'shut down', 'shut down immediately');
    if (what === 'put') yield* queue.put(left);
    else queue.shutdown(what === 'shut down immediately');
  }
}

function* getOrJoin(stage: Stage, queue: WatchedQueue): Coroutine<void> {
  if ((yield* stage.step('get', 'join')) === 'get') yield* queue.get();
  else yield* queue.join();
}

function endForTwo(stage: Stage): void {
  const queue = new WatchedQueue(stage, 0);
  stage.actor('A', () => putOrEnd(stage, queue));
  stage.alike('BC', () => getOrJoin(stage, queue));
  stage.cancelHangers(); // it may not be shut down
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it('get what one of them puts, each item once and in order, in each of 5,157 schedules', unhurried, () => {
    expect(explore(twoGetters)).toBe(5157);
  });

  it('put into a full queue, and nobody waits beside room, in each of 4,974 schedules', unhurried, () => {
    expect(explore(twoPutters)).toBe(4974);
  });

  it(
    'join a queue and shut it down, and nobody waits any more, in each of 5,898 schedules',
    unhurried,
    () => {
      expect(explore(shutDown)).toBe(5898);
    },
  );

  it(
    'wait at a queue when it is shut down, and none of them waits any more, in each of 3,070 schedules',
    unhurried,
    () => {
      expect(explore(endForTwo)).toBe(3070);
    },
  );
});
