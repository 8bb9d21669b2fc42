/** Which turn of the loop each thing happens in: the lines are what CPython 3.13.0 prints for the same program. */
import {
  CancelledError,
  type Coroutine,
  createTask,
  sleep,
  TimeoutError,
  ValueError,
} from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { expect, it } from 'vitest';

import { ExceptionGroup, taskGroup, timeout } from '../src/index.js';

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

function* worker(name: string, length: number, error?: Error): Coroutine<void> {
  try {
    for (let step = 0; step < length; step++) yield* sleep(0);
    log(`${name} ends`);
    if (error !== undefined) throw error;
  } catch (thrown) {
    if (thrown instanceof CancelledError) {
      log(`${name} cancelled`);
      yield* sleep(0);
      log(`${name} cleaned`);
    }
    throw thrown;
  }
}

function* group(error: Error | undefined, waits: boolean): Coroutine<void> {
  try {
    yield* taskGroup(function* (tg) {
      tg.createTask(worker('a', 1));
      tg.createTask(worker('b', 3, error));
      tg.createTask(worker('c', 9));
      log('body');
      try {
        if (waits) yield* sleep(5);
      } catch (thrown) {
        log('interrupted');
        throw thrown;
      }
    });
    log('left');
  } catch (thrown) {
    if (!(thrown instanceof ExceptionGroup)) throw thrown;
    log(`caught ${thrown.errors.length}`);
  }
}

/** The last task ends one turn after the first, whose end the group hears of in between. */
function* staggered(): Coroutine<void> {
  yield* taskGroup(function* (tg) {
    tg.createTask(worker('b', 2));
    tg.createTask(worker('a', 1));
  });
  log('left');
}

function* limited(delay: number, inner: () => Coroutine): Coroutine<void> {
  try {
    yield* timeout(delay, function* () {
      try {
        yield* inner();
      } finally {
        log('body left');
      }
    });
    log('in time');
  } catch (error) {
    expect(error).toBeInstanceOf(TimeoutError);
    log('timed out');
  }
}

const one = new ValueError('one');

it.each<[string, () => Coroutine, string]>([
  [
    'a task fails while the body waits',
    () => group(one, true),
    '1 body, 3 a ends, 5 b ends, 6 c cancelled, 7 interrupted, 7 c cleaned, 9 caught 1, 10 joined',
  ],
  [
    'a task fails while the block waits at its end',
    () => group(one, false),
    '1 body, 3 a ends, 5 b ends, 6 c cancelled, 7 c cleaned, 9 caught 1, 10 joined',
  ],
  [
    'all tasks of a group succeed',
    () => group(undefined, false),
    '1 body, 3 a ends, 5 b ends, 11 c ends, 13 left, 14 joined',
  ],
  ['the first task ends just before the last', () => staggered(), '3 a ends, 4 b ends, 6 left, 7 joined'],
  ['a timeout of 0', () => limited(0, () => turnOnce()), '2 body left, 2 timed out, 3 joined'],
  [
    'a timeout that is not needed',
    () => limited(5, () => worker('w', 2)),
    '3 w ends, 3 body left, 3 in time, 4 joined',
  ],
  [
    'a timeout of 0 around a group',
    () => limited(0, () => group(undefined, false)),
    '1 body, 3 a cancelled, 3 b cancelled, 3 c cancelled, 4 a cleaned, 4 b cleaned, 4 c cleaned, ' +
      '6 body left, 6 timed out, 7 joined',
  ],
])('takes the turns that CPython takes: %s', (_, make, expected) => {
  turn = 0;
  lines = [];
  runVirtual(function* () {
    const counter = createTask(count());
    yield* createTask(make());
    log('joined');
    counter.cancel();
  });
  expect(lines.join(', ')).toBe(expected);
});

function* turnOnce(): Coroutine<void> {
  yield* sleep(0);
}
