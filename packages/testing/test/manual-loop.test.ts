import { createTask, currentTask, getRunningLoop, RuntimeError, sleep } from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import { ManualLoop, UnhandledErrors } from '../src/index.js';

describe('ManualLoop', () => {
  it('moves its clock by hand', () => {
    const loop = new ManualLoop({ startTime: 10 });
    const beats: number[] = [];
    const task = loop.start(
      function* heartbeat() {
        for (;;) {
          beats.push(getRunningLoop().time());
          yield* sleep(20);
        }
      },
      { name: 'heart' },
    );
    expect([task.getName(), beats]).toEqual(['heart', []]);
    loop.advance();
    expect(beats).toEqual([10]);
    loop.advance(19);
    expect(beats).toEqual([10]);
    expect(task.getStack()).toEqual(['heartbeat', 'sleep']);
    loop.advance(21);
    expect([beats, loop.time()]).toEqual([[10, 30, 50], 50]);
    loop.close();
    expect(task.cancelled()).toBe(true);
  });

  it('runs coroutines to their end, one after the other', () => {
    const loop = new ManualLoop();
    expect(loop.run(sleep(5, 'first'))).toBe('first');
    expect(loop.run(() => sleep(5, 'second'))).toBe('second');
    expect(loop.time()).toBe(10);
    loop.close();
  });

  it('throws on closing what reached the exception handler meanwhile', () => {
    const loop = new ManualLoop();
    loop.callSoon(() => {
      throw new RangeError('broken');
    });
    loop.advance();
    const task = loop.start(function* () {
      throw new TypeError('nobody looks');
    });
    loop.advance();
    expect(task.done()).toBe(true);
    expect(() => {
      loop.close();
    }).toThrow(UnhandledErrors);
    expect(loop.isClosed()).toBe(true);
    loop.close();
  });

  it('keeps quiet about an error that the test looks at', () => {
    const loop = new ManualLoop();
    const task = loop.start(function* () {
      throw new TypeError('looked at');
    });
    loop.advance();
    expect(task.exception()).toEqual(new TypeError('looked at'));
    loop.close();
  });

  it('cannot be closed from inside', () => {
    const loop = new ManualLoop();
    const closing = () =>
      loop.run(function* () {
        createTask(sleep(1));
        loop.close();
      });
    expect(closing).toThrow(RuntimeError);
    loop.close();
  });

  it('closes at the end of a using block', () => {
    const loop = new ManualLoop();
    loop[Symbol.dispose]();
    expect(loop.isClosed()).toBe(true);
  });

  it('starts a task eagerly only while it runs, as createTask does', () => {
    const loop = new ManualLoop();
    const names = loop.run(function* () {
      const task = loop.start(() => sleep(0, currentTask()?.getName()), { eagerStart: true, name: 'eager' });
      return yield* task;
    });
    expect(names).toBe('eager');
    loop.close();
  });
});
