// What the loop looks like at chosen positions of a recorded program, and what holds at every position of all of them.
import { coroutine, gather, run, sleep } from 'asyncio-ts';
import { beforeAll, describe, expect, it } from 'vitest';

import { History } from '../playground/model/history.js';
import { isDone, type Item, type LoopNow, taskIn } from '../playground/model/loop-now.js';
import { Replay } from '../playground/model/replay.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { recorded } from './recorded.js';
import { sleepers } from './sleepers.js';

const programs = import.meta.glob('../programs/*.ts');

function queue(items: readonly Item[]): (number | string)[] {
  return items.map((item) => (item.kind === 'task' ? item.task : item.label));
}

function states({ tasks }: LoopNow): string[] {
  return tasks.map(({ name, state }) => `${name} ${state}`);
}

describe('a position of a trace', () => {
  let trace: TraceEvent[];
  let history: History;
  /** Behind the event of that type that comes first at `from` or later. */
  const behind = (type: TraceEvent['type'], from = 0): LoopNow =>
    history.stateAt(trace.findIndex((event, index) => index >= from && event.type === type) + 1);

  beforeAll(async () => {
    trace = await sleepers();
    history = new History(trace);
    history.extend();
  });

  it('is empty at the beginning', () => {
    expect(history.stateAt(0)).toEqual({
      position: 0,
      time: 0,
      turn: 0,
      running: [],
      ready: [],
      inThisTurn: 0,
      timers: [],
      tasks: [],
    });
  });

  it('has what runs beside the queue, and what it makes in the part for the next turn', () => {
    const now = history.stateAt(8); // in the first step of main, which has made lazy and bob
    expect(queue(now.running)).toEqual([1]);
    expect(queue(now.ready)).toEqual([2, 3]);
    expect(now.inThisTurn).toBe(0);
    expect(states(now)).toEqual(['Task-1 running', 'lazy ready', 'bob ready']);
  });

  it('marks off what runs in this turn', () => {
    const now = history.stateAt(13); // lazy runs, bob is next
    expect(now.turn).toBe(2);
    expect(queue(now.running)).toEqual([2]);
    expect(queue(now.ready)).toEqual([3]);
    expect(now.inThisTurn).toBe(1);
  });

  it('lets a task run until its step has ended', () => {
    expect(taskIn(behind('suspended'), 1)?.state).toBe('running');
    const main = taskIn(behind('stepEnded'), 1)!;
    expect(main.state).toBe('waiting');
    expect(main.on?.label).toBe('sleep 2 s');
    expect(main.stack).toEqual(['main', 'taskGroup', 'sleep']);
    expect(main.parent).toBeUndefined();
  });

  it('has the timers soonest first, with whose they are', () => {
    expect(history.stateAt(20).timers).toEqual([
      { timer: 3, when: 1, label: 'sleep 1 s', task: 3 },
      { timer: 1, when: 2, label: 'sleep 2 s', task: 1 },
      { timer: 2, when: 60, label: 'sleep 60 s', task: 2 },
    ]);
  });

  it('makes a callback of a timer that fires', () => {
    const now = behind('timerFired');
    expect(now.time).toBe(1);
    expect(now.timers).toHaveLength(2);
    expect(now.ready).toEqual([
      { kind: 'callback', callback: 1, label: 'sleep 1 s', task: 3, isTimer: true },
    ]);
    expect(queue(behind('callbackBegan').running)).toEqual(['sleep 1 s']);
    expect(queue(behind('callbackEnded').ready)).toEqual([3]);
  });

  it('keeps a result', () => {
    const bob = taskIn(behind('done'), 3)!;
    expect([bob.state, bob.text]).toEqual(['running', '3']);
    expect(taskIn(history.stateAt(31), 3)).toMatchObject({ state: 'finished', since: 1, text: '3' });
  });

  it('queues a task that lets the others run, at the end of its step', () => {
    const now = history.stateAt(50); // ann has slept 0
    expect(taskIn(now, 4)?.state).toBe('ready');
    expect(queue(now.ready)).toEqual([4]);
  });

  it('keeps an error', () => {
    expect(taskIn(history.stateAt(55), 4)).toMatchObject({ state: 'failed', text: 'RangeError("no more")' });
  });

  it('knows that a task is to cancel until its next step, and drops its timer', () => {
    const lazy = taskIn(history.stateAt(65), 2)!;
    expect([lazy.state, lazy.isCancelling]).toEqual(['ready', true]);
    expect(history.stateAt(65).timers).toEqual([]);
    expect(taskIn(history.stateAt(70), 2)).toMatchObject({ state: 'running', isCancelling: false });
    expect(taskIn(history.stateAt(72), 2)?.state).toBe('cancelled');
  });

  it('takes positions beyond the ends for the ends', () => {
    expect(history.stateAt(-5).position).toBe(0);
    expect(history.stateAt(1e6).position).toBe(trace.length);
  });

  it('drops what was cancelled while it was ready', () => {
    const replay = new Replay();
    replay.apply({ time: 0, type: 'callbackQueued', callback: 1, label: 'cancelled' });
    replay.apply({ time: 0, type: 'callbackQueued', callback: 2, label: 'next' });
    replay.apply({ time: 0, type: 'turnBegan', ready: 1 });
    expect(queue(replay.now().ready)).toEqual(['next']);
  });

  it('has an eager step inside of the one that makes it', () => {
    const replay = new Replay();
    const eager: TraceEvent[] = [
      { time: 0, type: 'taskCreated', task: 1, name: 'outer', coroutine: 'outer' },
      { time: 0, type: 'woken', task: 1 },
      { time: 0, type: 'turnBegan', ready: 1 },
      { time: 0, type: 'stepBegan', task: 1 },
      { time: 0, type: 'taskCreated', task: 2, name: 'inner', coroutine: 'inner', parent: 1 },
      { time: 0, type: 'stepBegan', task: 2 },
    ];
    for (const event of eager) replay.apply(event);
    expect(queue(replay.now().running)).toEqual([1, 2]);
    replay.apply({ time: 0, type: 'done', task: 2, outcome: 'finished', text: '1' });
    replay.apply({ time: 0, type: 'stepEnded', task: 2 });
    expect(states(replay.now())).toEqual(['outer running', 'inner finished']);
  });
});

describe('two loops side by side', () => {
  const both: TraceEvent[] = [
    { time: 0, type: 'taskCreated', task: 1, name: 'a', coroutine: 'a' },
    { time: 0, type: 'woken', task: 1 },
    { time: 0, loop: 2, type: 'taskCreated', task: 2, name: 'b', coroutine: 'b' },
    { time: 0, loop: 2, type: 'woken', task: 2 },
    { time: 0, type: 'turnBegan', ready: 1 },
    { time: 0, type: 'stepBegan', task: 1 },
    { time: 0, type: 'callbackQueued', callback: 1, label: 'tick' },
    { time: 0, type: 'suspended', task: 1, stack: [] },
    { time: 0, type: 'woken', task: 1 },
    { time: 0, type: 'stepEnded', task: 1 },
    { time: 0, loop: 2, type: 'turnBegan', ready: 1 },
    { time: 0, loop: 2, type: 'stepBegan', task: 2 },
    { time: 0, loop: 2, type: 'callbackQueued', callback: 2, label: 'b is done' },
    { time: 0, loop: 2, type: 'done', task: 2, outcome: 'finished', text: '' },
    { time: 0, loop: 2, type: 'stepEnded', task: 2 },
    { time: 0, type: 'turnBegan', ready: 2 },
  ];
  const at = (position: number): [thisTurn: unknown[], rest: unknown[]] => {
    const replay = new Replay();
    for (const event of both.slice(0, position)) replay.apply(event);
    const { ready, inThisTurn } = replay.copy().now();
    return [queue(ready.slice(0, inThisTurn)), queue(ready.slice(inThisTurn))];
  };

  it('have what is ready one after the other, that of the loop whose turn it is first', () => {
    expect(at(4)).toEqual([[], [1, 2]]);
    expect(at(5)).toEqual([[1], [2]]);
    expect(at(10)).toEqual([[], ['tick', 1, 2]]);
    expect(at(11)).toEqual([[2], ['tick', 1]]);
    expect(at(12)).toEqual([[], ['tick', 1]]);
    expect(at(13)).toEqual([[], ['b is done', 'tick', 1]]);
  });

  it('have nothing in the queue of a loop that is over, when the other one goes on', () => {
    expect(at(16)).toEqual([['tick', 1], []]);
  });

  it('take nothing from each other', async () => {
    const nap = coroutine(function* nap() {
      for (let i = 0; i < 3; i++) yield* sleep(0);
    });
    const main = coroutine(function* main() {
      yield* gather([nap(), nap()]);
      yield* sleep(1);
    });
    const trace = await recorded(() => Promise.all([run(main()), run(main())]));
    const replay = new Replay();
    for (const event of trace) {
      if (event.type === 'stepBegan') expect(queue(replay.now().ready)).toContain(event.task);
      replay.apply(event);
      if (event.type === 'turnBegan') expect(replay.now().inThisTurn).toBe(event.ready);
      expect(contradictions(replay.now())).toEqual([]);
    }
    expect(new Set(trace.map(({ loop }) => loop))).toEqual(new Set([undefined, 2]));
  });
});

/** What cannot be, and is. */
function contradictions(now: LoopNow): string[] {
  const tasksAmong = (items: readonly Item[]): Set<number> =>
    new Set(items.flatMap((item) => (item.kind === 'task' ? item.task : [])));
  const [running, ready] = [tasksAmong(now.running), tasksAmong(now.ready)];
  const found = now.inThisTurn > now.ready.length ? ['more in this turn than are ready'] : [];
  for (const { task, state, next } of now.tasks) {
    const says = `at ${now.position} task ${task} is ${state}`;
    if ((state === 'running') !== running.has(task)) found.push(`${says}, and running has it or not`);
    if (ready.has(task) && (state === 'running' ? next : state) !== 'ready')
      found.push(`${says}, and in the queue`);
  }
  for (const [index, { when }] of now.timers.entries()) {
    if (when < (now.timers[index - 1]?.when ?? 0)) found.push(`timer ${index} is not sorted`);
  }
  return found;
}

describe('every position of every live program', () => {
  const traces: [string, TraceEvent[]][] = [];

  beforeAll(async () => {
    for (const [path, load] of Object.entries(programs)) traces.push([path, await recorded(() => load())]);
  }, 60_000);

  it('agrees with itself', () => {
    for (const [path, trace] of traces) {
      const replay = new Replay();
      // Of the one that is long, with a thousand tasks, a few hundred: a prime, so that they fall everywhere in a turn.
      const every = trace.length > 5000 ? 97 : 1;
      for (const [index, event] of trace.entries()) {
        replay.apply(event);
        if (index % every === 0) expect([path, contradictions(replay.now())]).toEqual([path, []]);
      }
    }
  });

  it('ends with nothing to do', () => {
    for (const [path, trace] of traces) {
      const history = new History(trace);
      history.extend();
      const end = history.stateAt(trace.length);
      expect([path, end.running, end.ready]).toEqual([path, [], []]);
      expect([path, end.tasks.filter(({ state }) => !isDone(state))]).toEqual([path, []]);
    }
  });

  it('is the same from a keyframe as from the beginning', () => {
    const [, longest] = traces.sort(([, a], [, b]) => b.length - a.length)[0]!;
    const history = new History(longest);
    for (let end = 0; end < longest.length; end += 500) history.extend(end); // as it grows
    history.extend();
    const places = [5, 4999, 1000, 1001, 999, 3, longest.length - 1, 12_345, 12_340, longest.length];
    for (const position of places.map((place) => Math.min(place, longest.length))) {
      const replay = new Replay();
      for (const event of longest.slice(0, position)) replay.apply(event);
      expect(history.stateAt(position)).toEqual(replay.now());
    }
  });
});
