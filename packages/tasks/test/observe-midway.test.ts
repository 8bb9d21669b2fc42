// Observing that begins, or begins again, while the loop is at work.
import { getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  coroutine,
  createTask,
  currentTask,
  fromPromise,
  Future,
  observe,
  run,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { lineOf, nap, nothing } from './observed.js';

describe('observing that begins in the middle', () => {
  it('introduces the tasks that are there, and misses nothing of the turn that is under way', () => {
    const lines: string[] = [];
    runVirtual(
      function* () {
        createTask(nap(1), { name: 'asleep' });
        yield* sleep(0);
        createTask(nothing(), { name: 'ready' });
        observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
        yield* sleep(0);
        lines.push('main goes on');
      },
      { debug: false },
    );
    expect(lines.slice(0, lines.indexOf('main goes on'))).toEqual([
      expect.stringMatching(/^0 taskCreated Task-\d+ undefined$/),
      '0 taskCreated asleep undefined',
      '0 taskCreated ready undefined',
      '0 timerSet <Future pending cb=[wakeup of asleep]> 1',
      '0 suspended asleep <Future pending cb=[wakeup of asleep]>',
      '0 woken ready undefined',
      expect.stringMatching(/^0 stepBegan Task-\d+$/),
      expect.stringMatching(/^0 suspended Task-\d+ undefined$/),
      expect.stringMatching(/^0 woken Task-\d+ undefined$/),
      expect.stringMatching(/^0 stepEnded Task-\d+$/),
      '0 turnBegan 2',
      '0 stepBegan ready',
      '0 done ready',
      '0 stepEnded ready',
      expect.stringMatching(/^0 stepBegan Task-\d+$/),
    ]);
  });

  it('tells the end of the step under way as soon as the loop has nothing to do', () => {
    const lines: string[] = [];
    runVirtual(
      function* () {
        observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
        yield* sleep(1);
      },
      { debug: false },
    );
    const ends = lines.findIndex((line) => line.startsWith('0 stepEnded'));
    expect(ends).toBeGreaterThan(0);
    expect(ends).toBeLessThan(lines.findIndex((line) => line.startsWith('1 timerFired')));
  });

  it('tells it before anything else happens while the loop sleeps for real', async () => {
    const types: string[] = [];
    const future = new Promise<void>((resolve) => setTimeout(resolve, 1));
    const main = coroutine(function* main() {
      observe(getRunningLoop(), ({ type }) => types.push(type));
      yield* fromPromise(future);
    });
    await run(main());
    expect(types.indexOf('stepEnded')).toBeLessThan(types.indexOf('woken'));
  });

  it('sees what waits in the turn that is under way', () => {
    const lines: string[] = [];
    const loop = new VirtualTimeLoop({ debug: false });
    loop.callSoon(() => observe(loop, (event) => lines.push(lineOf(event))));
    loop.callSoon(function second() {
      loop.callSoon(function third() {});
      loop.stop();
    });
    loop.runForeverSync();
    loop.callSoon(() => {
      loop.stop();
    });
    loop.runForeverSync();
    expect(lines.filter((line) => /second|third/.test(line))).toEqual([
      '0 callbackQueued <Handle function second()>',
      '0 callbackBegan <Handle function second()>',
      '0 callbackQueued <Handle function third()>',
      '0 callbackEnded <Handle function second()>',
      '0 callbackBegan <Handle function third()>',
      '0 callbackEnded <Handle function third()>',
    ]);
  });

  it('describes what waits in the turn that is under way as before', () => {
    const loop = new VirtualTimeLoop({ debug: false });
    loop.callSoon(() => observe(loop, () => {}));
    loop.callSoon(function second() {});
    loop.callSoon(() => {
      loop.stop();
    });
    let waiting = '';
    loop.callSoon(() => {});
    const queue = loop._ready;
    loop.callSoon(() => {
      waiting = String(queue.shift());
      queue.push({ _run: () => undefined, toString: () => '' });
    });
    loop.callSoon(function last() {});
    loop.runForeverSync();
    expect(waiting).toBe('<Handle function last()>');
  });

  it('begins again in the same step, and still sees what waits in the turn', () => {
    const lines: string[] = [];
    runVirtual(
      function* () {
        createTask(nap(1), { name: 'ready' });
        const stop = observe(getRunningLoop(), () => {});
        stop();
        observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
        yield* sleep(0);
      },
      { debug: false },
    );
    const ofReady = lines.filter((line) => / ready\b/.test(line)).map((line) => line.split(' ')[1]);
    expect(ofReady.slice(0, 5)).toEqual(['taskCreated', 'woken', 'stepBegan', 'suspended', 'stepEnded']);
  });

  it('knows the task around an eager one, in whose step it begins', () => {
    const lines: string[] = [];
    const eager = coroutine(function* eager() {
      observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
      yield* sleep(1);
    });
    runVirtual(
      function* main() {
        currentTask()!.setName('main');
        createTask(eager(), { name: 'eager', eagerStart: true });
        yield* sleep(2);
      },
      { debug: false },
    );
    expect(lines.filter((line) => !line.includes('timer')).slice(0, 8)).toEqual([
      '0 taskCreated main undefined',
      '0 taskCreated eager undefined',
      '0 stepBegan main',
      '0 stepBegan eager',
      expect.stringMatching(/^0 suspended eager /),
      '0 stepEnded eager',
      expect.stringMatching(/^0 suspended main /),
      '0 stepEnded main',
    ]);
  });

  it('ends the steps of nested eager tasks from the inside out', () => {
    const lines: string[] = [];
    const level = (n: number): ReturnType<typeof nap> =>
      coroutine(function* () {
        if (n > 0) createTask(level(n - 1), { name: `level ${n - 1}`, eagerStart: true });
        else observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
        yield* sleep(0);
        return 'rested';
      })();
    runVirtual(
      function* () {
        yield* createTask(level(3), { name: 'level 3', eagerStart: true });
      },
      { debug: false },
    );
    const ends = lines.filter((line) => line.includes('stepEnded level')).map((line) => line.at(-1));
    expect(ends.slice(0, 4)).toEqual(['0', '1', '2', '3']);
  });

  it('sees the rest of a turn that was observed before', () => {
    const types: string[] = [];
    const loop = new VirtualTimeLoop({ debug: false });
    const stop = observe(loop, () => {});
    loop.callSoon(() => {
      stop();
      observe(loop, (event) => types.push(lineOf(event)));
    });
    loop.callSoon(function second() {});
    loop.callSoon(() => {
      loop.stop();
    });
    loop.runForeverSync();
    expect(types.filter((line) => line.includes('second')).map((line) => line.split(' ')[1])).toEqual([
      'callbackQueued',
      'callbackBegan',
      'callbackEnded',
    ]);
    // The callback that it began in: told as under way, so that its end is no surprise.
    expect(types.find((line) => /Began|Ended/.test(line))).toMatch(/callbackBegan/);
  });

  it('is told of queue and timers in their order, those that were cancelled left out', () => {
    const lines: string[] = [];
    const loop = new VirtualTimeLoop({ debug: false });
    loop.callLater(2, function later() {});
    loop.callLater(1, function sooner() {});
    loop.callLater(1, function next() {});
    loop.callLater(1, function never() {}).cancel();
    const task = new Task(nothing(), { loop, name: 'task' });
    loop.callSoon(function last() {});
    observe(loop, (event) => lines.push(lineOf(event)));
    expect(lines).toEqual([
      '0 taskCreated task undefined',
      '0 timerSet <TimerHandle when=1 function sooner()> 1',
      '0 timerSet <TimerHandle when=1 function next()> 1',
      '0 timerSet <TimerHandle when=2 function later()> 2',
      '0 woken task undefined',
      '0 callbackQueued <Handle function last()>',
    ]);
    expect(task.done()).toBe(false);
    loop.advance(3);
  });

  it('tells that a task is done on which a result was forced, when it is heard of', () => {
    const lines: string[] = [];
    runVirtual(
      function* () {
        const forced = createTask(sleep(5), { name: 'forced' });
        observe(getRunningLoop(), (event) => lines.push(lineOf(event)));
        yield* sleep(0);
        getRunningLoop().setExceptionHandler(() => {});
        Future.prototype.setResult.call(forced, undefined);
        yield* sleep(6);
      },
      { debug: false },
    );
    expect(lines.filter((line) => line.endsWith('done forced'))).toHaveLength(1);
  });

  it('leaves it to debug mode to measure each callback once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const loop = new VirtualTimeLoop({ debug: true });
    loop.slowCallbackDuration = 0; // all are
    loop.callSoon(() => observe(loop, () => {}));
    loop.callSoon(function second() {
      loop.stop();
    });
    loop.runForeverSync();
    expect(warn.mock.calls.filter(([text]) => String(text).includes('second()'))).toHaveLength(1);
    warn.mockRestore();
  });

  it('tells a second observer where things stand, and the first one nothing twice', () => {
    const first: string[] = [];
    const second: string[] = [];
    runVirtual(
      function* () {
        const loop = getRunningLoop();
        observe(loop, (event) => first.push(lineOf(event)));
        createTask(nothing(), { name: 'other' });
        observe(loop, (event) => second.push(lineOf(event)));
        yield* sleep(0);
      },
      { debug: false },
    );
    expect(first.filter((line) => line.includes('taskCreated other'))).toHaveLength(1);
    expect(second.filter((line) => line.includes('taskCreated other'))).toHaveLength(1);
    expect(first.filter((line) => line.includes('stepEnded Task')).length).toBeGreaterThan(0);
    expect(first.slice(-5)).toEqual(second.slice(-5));
  });
});
