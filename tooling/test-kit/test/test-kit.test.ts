// A helper that lets an error pass would hide it from every package's tests.
import { createTask, currentTask, getRunningLoop, sleep } from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import {
  failAfter,
  failureOf,
  hang,
  runReporting,
  runVirtual,
  thrownBy,
  turnLog,
  turns,
} from '../src/index.js';

const error = new RangeError('boom');

function* forgetful() {
  createTask(failAfter(0, error));
  yield* turns(3);
  return 7;
}

describe('runVirtual', () => {
  it('gives the result of hours in no time', () => {
    const hours = runVirtual(function* () {
      yield* sleep(3600);
      return getRunningLoop().time();
    });
    expect(hours).toBe(3600);
  });

  it('throws what main throws', () => {
    expect(thrownBy(() => runVirtual(() => failAfter(1, error)))).toBe(error);
  });

  it('fails when an error reached the exception handler', () => {
    expect(String(thrownBy(() => runVirtual(forgetful)))).toContain('AssertionError');
  });

  it('fails when one comes only at the end, when the tasks left behind are cancelled', () => {
    function* main() {
      createTask(hang(() => failAfter(0, error)));
      yield* turns(1);
    }
    expect(String(thrownBy(() => runVirtual(main)))).toContain('AssertionError');
    expect(runReporting(main).reported).toMatchObject([{ exception: error }]);
  });
});

describe('runReporting', () => {
  it('gives back the result and what reached the exception handler', () => {
    expect(runReporting(forgetful)).toMatchObject({ result: 7, reported: [{ exception: error }] });
  });

  it('starts tasks eagerly, and a loop in debug mode, when it is told to', () => {
    function* main() {
      const log: unknown[] = [getRunningLoop().getDebug()];
      const name = currentTask()?.getName();
      createTask(
        (function* () {
          log.push('started');
        })(),
      );
      log.push(currentTask()?.getName() === name);
      yield* turns(2);
      return log;
    }
    expect(runReporting(main).result).toEqual([false, true, 'started']);
    expect(runReporting(main, { eager: true, debug: true }).result).toEqual([true, 'started', true]);
  });
});

it('failureOf gives what awaiting throws, and fails on a result', () => {
  expect(runVirtual(() => failureOf(failAfter(1, error)))).toBe(error);
  expect(String(thrownBy(() => runVirtual(() => failureOf(sleep(1, 'no')))))).toContain('returned no');
});

it('thrownBy fails on a result', () => {
  expect(String(thrownBy(() => thrownBy(() => 7)))).toContain('returned 7');
});

it('turnLog counts turns', () => {
  const lines = runVirtual(function* () {
    const { lines, log } = turnLog();
    log('before');
    yield* turns(1);
    log('one');
    yield* turns(2);
    log('three');
    return lines;
  });
  expect(lines).toEqual(['0 before', '1 one', '3 three']);
});
