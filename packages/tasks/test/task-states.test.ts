/** The table at the top of task.ts, asked after every step of random programs, and in the middle of their steps. */
import { VirtualTimeLoop } from '@asyncio-ts/loop';
import type { Runnable } from '@asyncio-ts/loop/internal';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  Future,
  runUntilCompleteSync,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Counts how often each thing is in the ready queue, and calls `look` before each is taken out. */
function watchQueue(loop: VirtualTimeLoop, look: () => void): (item: Runnable) => number {
  const queued = new Map<Runnable, number>();
  const count = (item: Runnable): number => queued.get(item) ?? 0;
  const queue = loop._ready;
  const [push, shift] = [queue.push.bind(queue), queue.shift.bind(queue)];
  queue.push = (item) => {
    queued.set(item, count(item) + 1);
    push(item);
  };
  queue.shift = () => {
    look();
    const item = shift();
    if (item !== undefined) queued.set(item, count(item) - 1);
    return item;
  };
  return count;
}

/** In which row of the table a task is. Fails if it is in none. */
function stateOf(task: Task<unknown>, queued: number): 'parked' | 'ready' | 'running' | 'over' {
  const waiter = task._waiter;
  if (task.done()) {
    expect([queued, waiter]).toEqual([0, undefined]);
    return 'over';
  }
  if (currentTask(task.getLoop()) === task) {
    expect([queued, waiter]).toEqual([0, undefined]);
    return 'running';
  }
  if (waiter?.done() === false) {
    expect(queued).toBe(0);
    const callbacks = waiter._callbacks as unknown as Iterable<unknown>;
    expect(Symbol.iterator in callbacks && callbacks !== task ? [...callbacks] : [callbacks]).toContain(task);
    return 'parked';
  }
  expect(queued).toBe(1);
  return 'ready';
}

type Step =
  | 'turn'
  | 'sleep'
  | 'wait'
  | 'call'
  | 'settle'
  | 'cancel'
  | 'cancel me'
  | 'join'
  | 'spawn'
  | 'eager'
  | 'fail';

const plans = fc.array(
  fc.array(
    fc.constantFrom<Step>(
      'turn',
      'sleep',
      'wait',
      'call',
      'settle',
      'cancel',
      'cancel me',
      'join',
      'spawn',
      'eager',
      'fail',
    ),
    { maxLength: 8 },
  ),
  { minLength: 1, maxLength: 5 },
);

/** Runs the plans as tasks that meet on one future after the other. Returns the states that were seen. */
function runPlans(all: readonly Step[][]): Set<string> {
  const seen = new Set<string>();
  const made: Task<unknown>[] = [];
  const loop = new VirtualTimeLoop();
  const look = (): void => {
    for (const task of made) {
      const state = stateOf(task, queued(task));
      seen.add(state);
      expect(allTasks(loop).has(task)).toBe(state !== 'over');
    }
  };
  const queued = watchQueue(loop, look);
  let meeting = new Future<void>({ loop });

  const step = coroutine(function* step(what: Step, rest: readonly Step[]): Coroutine<void> {
    const last = made.at(-1)!;
    if (what === 'turn') yield* sleep(0);
    if (what === 'sleep') yield* sleep(1);
    if (what === 'wait') yield* meeting;
    if (what === 'call') yield* follow(rest);
    if (what === 'cancel') last.cancel();
    if (what === 'cancel me') currentTask()!.cancel();
    if (what === 'join' && last !== currentTask()) yield* last;
    if (what === 'spawn' || what === 'eager') start(rest, what === 'eager');
    if (what === 'fail') throw new TypeError('planned');
    if (what !== 'settle' || meeting.done()) return;
    meeting.setResult();
    meeting = new Future<void>();
  });

  function* follow(steps: readonly Step[]): Coroutine<void> {
    for (const [i, what] of steps.entries()) {
      look(); // in the middle of a step: this task is running
      try {
        yield* step(what, steps.slice(i + 1));
      } catch (error) {
        // CancelledError: the plan goes on with its clean-up, which may suspend.
        if (!(error instanceof CancelledError)) throw error;
        yield* sleep(0);
      }
    }
  }

  function start(steps: readonly Step[], eagerStart: boolean): void {
    if (made.length < 30) made.push(createTask(follow(steps), { eagerStart, loop }));
  }

  loop.setExceptionHandler(() => {}); // failures are planned
  for (const steps of all) start(steps, false);
  runUntilCompleteSync(loop, sleep(20));
  look();
  for (const task of made) task.cancel();
  loop.close();
  return seen;
}

it('a live task is parked, ready or running, after every step and in the middle of one', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(plans, (all) => {
      for (const state of runPlans(all)) seen.add(state);
    }),
    { numRuns: 150 },
  );
  expect([...seen].sort()).toEqual(['over', 'parked', 'ready', 'running']);
});
