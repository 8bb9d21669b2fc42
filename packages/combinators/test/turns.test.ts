/** Which turn of the loop each thing happens in: the lines are what CPython 3.13.0 prints for the same program. */
import {
  CancelledError,
  type Coroutine,
  createTask,
  sleep,
  ValueError,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { expect, it } from 'vitest';

import {
  asCompleted,
  FIRST_COMPLETED,
  gather,
  shield,
  wait,
  waitFor,
  type WaitOptions,
} from '../src/index.js';

let turn = 0;
let lines: string[] = [];

function log(line: string): void {
  lines.push(`${turn} ${line}`);
}

function* count(): Coroutine<void> {
  for (;;) {
    turn++;
    yield* sleep(0);
  }
}

function* worker(name: string, length: number, error?: Error): Coroutine<string> {
  try {
    yield* turns(length);
    log(`${name} ends`);
    if (error !== undefined) throw error;
    return name;
  } catch (thrown) {
    if (thrown instanceof CancelledError) {
      log(`${name} cancelled`);
      yield* sleep(0);
      log(`${name} cleaned`);
    }
    throw thrown;
  }
}

/** Logs how awaiting it ends. */
function* show(awaited: Yieldable<unknown>): Coroutine<void> {
  try {
    log(`-> ${String(yield* awaited)}`);
  } catch (error) {
    log(`-> ${(error as Error).name}`);
  }
}

function* showWait(options: WaitOptions): Coroutine<void> {
  const tasks = ['a', 'b', 'c'].map((name) => createTask(worker(name, name === 'c' ? 4 : 1), { name }));
  const [done, pending] = yield* wait(tasks, options);
  const names = [done, pending].map((set) => [...set].map((task) => task.getName()).join(''));
  log(`done ${names.join(' pending ')}`);
  for (const task of pending) task.cancel();
}

function* showPlain(): Coroutine<void> {
  for (const next of asCompleted([createTask(worker('a', 3)), createTask(worker('b', 1))]))
    log(`-> ${yield* next}`);
}

function* showAsync(): Coroutine<void> {
  const items = asCompleted([createTask(worker('a', 3)), createTask(worker('b', 1))]);
  for (let step = yield* items.anext(); step.done !== true; step = yield* items.anext()) {
    log(`-> ${step.value.result()}`);
  }
}

/** Starts awaiting it, and cancels that. */
function* showCancelled(make: () => Yieldable<unknown>): Coroutine<void> {
  const task = createTask(show(make()));
  yield* turns(2);
  log(`cancel ${task.cancel()}`);
  yield* wait([task]);
}

const error = new ValueError('x');

it.each<[string, () => Coroutine, string]>([
  ['gather', () => show(gather([worker('a', 2), worker('b', 1)])), '2 b ends, 3 a ends, 5 -> a,b, 6 joined'],
  [
    'gather that fails',
    () => show(gather([worker('a', 1, error), worker('b', 3)])),
    '2 a ends, 4 -> ValueError, 4 b ends, 5 joined',
  ],
  [
    'gather that is cancelled',
    () => showCancelled(() => gather([worker('a', 9), worker('b', 9)])),
    '3 cancel true, 4 a cancelled, 4 b cancelled, 5 a cleaned, 5 b cleaned, 7 -> CancelledError, 10 joined',
  ],
  ['gather of nothing', () => show(gather([])), '1 -> , 2 joined'],
  ['wait for all', () => showWait({}), '3 a ends, 3 b ends, 6 c ends, 8 done abc pending , 9 joined'],
  [
    'wait for the first',
    () => showWait({ returnWhen: FIRST_COMPLETED }),
    '3 a ends, 3 b ends, 5 done ab pending c, 5 c cancelled, 6 joined',
  ],
  [
    'wait with a timeout of 0',
    () => showWait({ timeout: 0 }),
    '3 a ends, 3 b ends, 3 done ab pending c, 4 c cancelled, 4 joined',
  ],
  ['waitFor', () => show(waitFor(worker('a', 2), 5)), '3 a ends, 3 -> a, 4 joined'],
  ['waitFor with a timeout of 0', () => show(waitFor(worker('a', 2), 0)), '4 -> TimeoutError, 5 joined'],
  [
    'waitFor a task with a timeout of 0',
    () => show(waitFor(createTask(worker('a', 2)), 0)),
    '2 a cancelled, 3 a cleaned, 5 -> TimeoutError, 6 joined',
  ],
  [
    'waitFor a task that is cancelled',
    () => showCancelled(() => waitFor(createTask(worker('a', 9)), 5)),
    '3 cancel true, 4 a cancelled, 5 a cleaned, 6 -> CancelledError, 9 joined',
  ],
  ['shield', () => show(shield(worker('a', 2))), '3 a ends, 5 -> a, 6 joined'],
  [
    'shield that is cancelled',
    () => showCancelled(() => shield(worker('a', 3))),
    '3 cancel true, 4 -> CancelledError, 5 a ends, 7 joined',
  ],
  ['asCompleted, plain', () => showPlain(), '3 b ends, 5 a ends, 5 -> b, 7 -> a, 8 joined'],
  ['asCompleted, asynchronous', () => showAsync(), '3 b ends, 5 a ends, 5 -> b, 7 -> a, 8 joined'],
])('takes the turns that CPython takes: %s', (_, make, expected) => {
  turn = 0;
  lines = [];
  let seen = '';
  runVirtual(function* () {
    const counter = createTask(count());
    yield* createTask(make());
    log('joined');
    seen = lines.join(', ');
    counter.cancel();
    yield* sleep(0.01);
  });
  expect(seen).toBe(expected);
});
