// What the loop does in words: step by step through a recorded program, and the odd cases.
import { describe, expect, it } from 'vitest';

import { titleOfCallback } from '../playground/model/naming.js';
import { Recording } from '../playground/model/recording.js';
import { inSeconds, inSecondsApart } from '../playground/model/seconds.js';
import { summaryOf } from '../playground/model/summary.js';
import { cardOf } from '../playground/model/task-card.js';
import { narrate } from '../playground/model/words.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { sleepers } from './sleepers.js';

const names = {
  task: (task: number) => `task ${task}`,
  callback: () => ({ label: 'tick' }),
  timer: () => ({ label: 'tick' }),
};
const inWords = (...events: TraceEvent[]): string => narrate(events, 0, events.length, names);

describe('words', () => {
  it('say what happens from beat to beat', async () => {
    const record = new Recording(await sleepers());
    const lines: string[] = [];
    for (let from = 0; from < record.length;) {
      const to = record.beats.after(from);
      lines.push(record.words(from, to).replaceAll(/Task-\d+ /g, ''));
      from = to;
    }
    expect(lines.slice(0, 26)).toMatchInlineSnapshot(`
      [
        "(main) is made, runs",
        "(main) starts lazy, starts bob, waits for sleep 2 s",
        "lazy runs",
        "lazy waits for sleep 60 s",
        "bob runs",
        "bob waits for sleep 1 s",
        "the clock jumps to 1 s; the timer of bob fires",
        "bob is ready",
        "bob runs",
        "bob prints “bob is awake”, is done: 3",
        "the callback “bob is done” runs",
        "“bob is done” has run",
        "the clock jumps to 2 s; the timer of (main) fires",
        "(main) is ready",
        "(main) runs",
        "(main) starts ann, waits for taskGroup",
        "ann runs",
        "ann lets the others run",
        "ann runs",
        "ann fails: RangeError("no more")",
        "the callback “ann is done” runs",
        "(main) is ready, is asked to cancel",
        "(main) runs",
        "(main) asks lazy to cancel, wakes lazy; the timer of lazy is cancelled; (main) waits for sleep 0.5 s",
        "lazy runs",
        "lazy is cancelled",
      ]
    `);
  });

  it('say less of what is too much', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      time: 0,
      type: 'printed' as const,
      stream: 'out' as const,
      text: String(index),
    }));
    expect(inWords(...many)).toBe(
      'the program prints “0”, prints “1”, prints “2”, prints “3”, prints “4”; 3 more lines; the program prints “8”',
    );
    expect(inWords(...many.slice(0, 7))).not.toContain('more'); // that would not be shorter
  });

  it('leave out what was printed only after all else', () => {
    const made = (task: number): TraceEvent => ({
      time: 0,
      type: 'taskCreated',
      task,
      name: 't',
      coroutine: 't',
      parent: 1,
    });
    const printed = { time: 0, type: 'printed', stream: 'out', text: 'started', task: 1 } as const;
    const events = [2, 3, 4, 5, 6, 7, 8].map(made);
    expect(inWords(...events, printed, { time: 0, type: 'stepBegan', task: 2 })).toBe(
      'task 1 starts task 2, starts task 3, starts task 4, starts task 5; 3 more; task 1 prints “started”; task 2 runs',
    );
    expect(inWords(...events, ...Array<TraceEvent>(7).fill(printed))).toMatch(
      /^8 more, 1 of them printed; task 1 prints/,
    );
  });

  it('say of the clock that it moves where time passes in steps', () => {
    const step = (time: number, ended: number): TraceEvent[] => [
      { time, type: 'stepBegan', task: 1 },
      { time: ended, type: 'stepEnded', task: 1 },
    ];
    const created: TraceEvent = { time: 0, type: 'taskCreated', task: 1, name: 'a', coroutine: 'a' };
    const wordsOf = (trace: TraceEvent[]): string => new Recording(trace).words(3, 4);
    expect(wordsOf([created, ...step(0, 0), ...step(1, 1)])).toBe('the clock jumps to 1 s; a runs');
    expect(wordsOf([created, ...step(0, 0.0001), ...step(1, 1)])).toBe('the clock moves to 1 s; a runs');
  });

  it('call the library’s own callbacks by what they are for', () => {
    expect(inWords({ time: 0, type: 'timerSet', timer: 1, when: 2, label: '#onTimeout()' })).toBe(
      'a timer is set for 2 s: timeout',
    );
    expect(['bound #onTaskDone()', 'bell()', '(anonymous)()', '#wake()'].map(titleOfCallback)).toEqual([
      'task done',
      'bell()',
      '(anonymous)()',
      'wake',
    ]);
  });

  it('shorten what is printed', () => {
    const printed = { time: 0, type: 'printed', stream: 'error', task: 1 } as const;
    expect(inWords({ ...printed, text: 'two\nlines' })).toBe('task 1 reports “two…”');
    expect(inWords({ ...printed, text: 'x'.repeat(99) })).toBe(`task 1 reports “${'x'.repeat(59)}…”`);
  });

  it('tell of timers and callbacks that are nobody’s sleep', () => {
    expect(inWords({ time: 0, type: 'timerSet', timer: 1, when: 2, label: 'tick' })).toBe(
      'a timer is set for 2 s: tick',
    );
    expect(inWords({ time: 0, type: 'timerCancelled', timer: 1 })).toBe('the timer “tick” is cancelled');
    expect(inWords({ time: 2, type: 'timerFired', timer: 1, callback: 1 })).toBe(
      'the clock jumps to 2 s; the timer “tick” fires',
    );
    expect(inWords({ time: 0, type: 'callbackBegan', callback: 1 })).toBe('the callback “tick” runs');
    expect(inWords({ time: 0, type: 'callbackEnded', callback: 1 })).toBe('“tick” has run');
    expect(inWords({ time: 0, type: 'stepEnded', task: 1 })).toBe('the step of task 1 ends');
    expect(inWords({ time: 0, type: 'turnBegan', ready: 2 })).toBe('a turn begins with 2 ready');
  });

  it('tell of a single event what goes without saying beside others', () => {
    expect(inWords({ time: 0, type: 'timerSet', timer: 1, when: 2, label: 'sleep 2 s', task: 1 })).toBe(
      'the timer “tick” is set for 2 s',
    );
    expect(inWords({ time: 0, type: 'callbackQueued', callback: 1, label: 'bob is done' })).toBe(
      'the callback “bob is done” is queued',
    );
    const made = { time: 0, type: 'taskCreated', task: 1, name: 'a', coroutine: 'a' } as const;
    expect(narrate([made, { time: 0, type: 'woken', task: 1 }], 1, 2, names)).toBe('task 1 is ready');
  });

  it('are never missing', async () => {
    const trace = await sleepers();
    const record = new Recording(trace);
    for (const index of trace.keys()) {
      expect([index, record.words(index, index + 1)]).not.toEqual([index, '']);
      expect(record.words(record.beats.before(index + 1), index + 1)).not.toBe('');
    }
  });

  it('say that somebody is ready who is woken as soon as he waits', () => {
    const suspended = { time: 0, type: 'suspended', task: 1, stack: [] } as const;
    const woken = { time: 0, type: 'woken', task: 1 } as const;
    expect(inWords(suspended, woken)).toBe('task 1 lets the others run');
    expect(inWords({ ...suspended, on: { label: 'future' } }, woken)).toBe(
      'task 1 waits for future, is ready',
    );
  });

  it('say whose sleep is over where several timers fire at once', () => {
    const fired = (number: number): TraceEvent => ({
      time: 1,
      type: 'timerFired',
      timer: number,
      callback: number,
    });
    const began: TraceEvent = { time: 1, type: 'callbackBegan', callback: 1 };
    expect(inWords(fired(1), began)).toBe('the clock jumps to 1 s; the timer “tick” fires');
    expect(inWords(fired(1), fired(2), began)).toBe(
      'the clock jumps to 1 s; the timer “tick” fires; the timer “tick” fires; the callback “tick” runs',
    );
  });

  it('say once where the clock is, though in real time it moves with every event', () => {
    const at = (time: number, text: string): TraceEvent => ({ time, type: 'printed', stream: 'out', text });
    expect(inWords(at(0.001, 'a'), at(0.002, 'b'), at(0.003, 'c'))).toBe(
      'the clock moves to 3 ms; the program prints “a”, prints “b”, prints “c”',
    );
  });

  it('are none of nothing', () => {
    expect(inWords()).toBe('');
  });
});

describe('seconds', () => {
  it('have as many digits as tell something', () => {
    expect([0, 1, 1.2504, 12.345, 3600, 0.1, 0.0123, 0.00012].map(inSeconds)).toEqual([
      '0 s',
      '1 s',
      '1.25 s',
      '12.35 s',
      '3600 s',
      '0.1 s',
      '12.3 ms',
      '0.12 ms',
    ]);
    expect(inSecondsApart(1.5, 0.5)).toBe('1.5 s');
    expect(inSecondsApart(0.30000000000000004, 0.1)).toBe('0.3 s');
    expect(inSecondsApart(20, 10)).toBe('20 s');
  });
});

describe('the card of a task', () => {
  it('has what is known of it at that position', async () => {
    const record = new Recording(await sleepers());
    const nameOf = (task: number): string => record.tree.name(task);
    const card = cardOf(record.stateAt(65), 2, nameOf);
    expect(card).toMatchObject({ name: 'lazy', state: 'ready' });
    expect(Object.fromEntries(card.lines.map(({ label, text }) => [label, text]))).toEqual({
      state: 'ready, cancel requested',
      coroutine: 'sleep',
      since: '2 s',
      calls: 'sleep',
      'made by': nameOf(1),
      'made at': '0 s',
    });
    expect(cardOf(record.stateAt(20), 3, nameOf).lines).toContainEqual({
      label: 'waits for',
      text: 'sleep 1 s',
    });
    expect(cardOf(record.stateAt(95), 4, nameOf).lines).toContainEqual({
      label: 'error',
      text: 'RangeError("no more")',
    });
    expect(cardOf(record.stateAt(95), 3, nameOf).lines).toContainEqual({ label: 'result', text: '3' });
  });

  it('is there before the task is', async () => {
    const record = new Recording(await sleepers());
    expect(cardOf(record.stateAt(0), 4, (task) => record.tree.name(task))).toEqual({
      task: 4,
      name: 'ann',
      state: undefined,
      lines: [],
    });
  });
});

describe('the summary', () => {
  it('counts the tasks by their states', async () => {
    const record = new Recording(await sleepers());
    expect(summaryOf(record.stateAt(13), record.length)).toBe(
      'Tasks over time. At event 13 of 95, 0 s: 1 running, 1 ready, 1 waiting.',
    );
    expect(summaryOf(record.stateAt(0), 95)).toContain('no tasks yet');
  });
});
