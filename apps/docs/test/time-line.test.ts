// Where things stand: columns, lanes, marks, callbacks and the tree, of a recorded program.
import { beforeAll, describe, expect, it } from 'vitest';

import { Recording } from '../playground/model/recording.js';
import { placeOf } from '../playground/model/time-line.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { sleepers } from './sleepers.js';

let trace: TraceEvent[];
let record: Recording;

beforeAll(async () => {
  trace = await sleepers();
  record = new Recording(trace);
});

describe('the axis of steps', () => {
  it('has a column for each step and each callback', () => {
    const begins = trace.filter(({ type }) => type === 'stepBegan' || type === 'callbackBegan');
    expect(record.columns.count).toBe(begins.length);
    expect(record.line('step').end).toBe(begins.length);
  });

  it('knows whose step a column is', () => {
    expect(record.columns.column(1)).toEqual({ begin: 12, end: 15, task: 2 });
    expect(record.columns.column(3)).toEqual({ begin: 22, end: 24, task: undefined });
    expect(record.columns.column(999)).toBeUndefined();
    expect(record.columns.columnUpTo(14)).toBe(1);
  });

  it('goes to the right with every event, and has what happens in a step inside of its column', () => {
    const { columns } = record;
    let column = -1;
    for (const [index, { type }] of trace.entries()) {
      expect(columns.at(index)).toBeGreaterThanOrEqual(columns.at(Math.max(0, index - 1)));
      if (type === 'stepBegan' || type === 'callbackBegan') column++;
      expect(columns.at(index)).toBeLessThanOrEqual(column + 1);
      if (type === 'stepEnded') expect(Math.floor(columns.at(index))).toBe(column);
      if (type === 'turnBegan') expect(columns.at(index)).toBe(column + 1);
    }
  });

  it('finds the events of a place', () => {
    for (const index of trace.keys()) {
      const found = record.columns.indexAt(record.columns.at(index) + 1e-9);
      expect(found).toBeGreaterThanOrEqual(index);
      expect(record.columns.at(found)).toBeCloseTo(record.columns.at(index), 6);
    }
    expect(record.columns.indexAt(-1)).toBe(-1);
    expect(record.columns.indexAt(1e6)).toBe(trace.length - 1);
  });

  it('says where the clock jumps', () => {
    const { columns } = record;
    const jumps = [0, 1, 2, 3].map((number) => columns.jump(number));
    expect(jumps.map((jump) => jump?.time)).toEqual([0, 1, 2, 2.5]);
    expect(columns.jump(4)).toBeUndefined();
    expect(jumps[1]?.column).toBe(3); // after the first steps of main, lazy and bob
    expect(columns.jumpUpTo(3.5)).toBe(1);
  });

  it('grows with a step that has not ended', () => {
    const growing = new Recording(trace.slice(0, 6));
    expect(growing.columns.count).toBe(1);
    expect(growing.columns.at(5)).toBeCloseTo(0.88);
    expect(growing.columns.at(4)).toBeLessThan(0.88);
  });
});

describe('the axis of time', () => {
  it('is in seconds', () => {
    const line = record.line('time');
    expect(line.end).toBe(2.5);
    expect(line.at(20)).toBe(1);
    expect(line.indexAt(0.5)).toBe(19);
    expect(line.indexAt(-1)).toBe(-1);
    expect(line.indexAt(9)).toBe(trace.length - 1);
  });

  it('has a position at its last event', () => {
    expect(placeOf(record.line('time'), 0)).toBe(0);
    expect(placeOf(record.line('time'), 21)).toBe(1);
    expect(placeOf(record.line('step'), 4)).toBeCloseTo(0.12);
  });

  it('has a length without any event', () => {
    expect(new Recording([]).line('time').end).toBe(1);
    expect(new Recording([]).line('step').end).toBe(1);
  });
});

describe('lanes', () => {
  it('have a task’s states in their order, each from the event that begins it', () => {
    const bob = record.lanes.lane(3)!;
    expect(bob.states).toEqual(['ready', 'running', 'waiting', 'ready', 'running', 'finished']);
    expect(bob.starts).toEqual([6, 16, 19, 23, 26, 30]);
    expect([...bob.labels]).toEqual([
      [2, 'sleep 1 s'],
      [5, '3'],
    ]);
  });

  it('have how a task ended', () => {
    expect(record.lanes.lane(2)?.states.at(-1)).toBe('cancelled');
    expect(record.lanes.lane(4)?.states.at(-1)).toBe('failed');
    expect(record.lanes.lane(99)).toBeUndefined();
  });

  it('have no label of a wait that did not come', () => {
    expect(record.lanes.lane(4)?.states).toEqual(['ready', 'running', 'ready', 'running', 'failed']);
    expect([...record.lanes.lane(4)!.labels.values()]).toEqual(['RangeError("no more")']);
  });
});

describe('marks', () => {
  it('say who makes, wakes and cancels whom', () => {
    const spawns = record.marks.all.filter(({ kind }) => kind === 'spawn');
    expect(spawns).toEqual([
      { kind: 'spawn', index: 4, from: 1, to: 2 },
      { kind: 'spawn', index: 6, from: 1, to: 3 },
      { kind: 'spawn', index: 41, from: 1, to: 4 },
    ]);
    expect(record.marks.all).toContainEqual({ kind: 'cancel', index: 62, from: 1, to: 2 });
    expect(record.marks.all).toContainEqual({ kind: 'wake', index: 63, from: 1, to: 2 });
    expect(record.marks.all).toContainEqual({ kind: 'wake', index: 23, to: 3 });
    expect(record.marks.indexes).toEqual(record.marks.all.map(({ index }) => index));
  });
});

describe('callbacks', () => {
  it('have a label, and whose sleep is over', () => {
    expect(record.callbacks.run(0)).toEqual({ begin: 22, end: 24, label: 'sleep 1 s', sleeper: 3 });
    expect(record.callbacks.run(1)).toEqual({ begin: 32, end: 33, label: 'bob is done' });
    expect(record.callbacks.run(99)).toBeUndefined();
    expect(record.callbacks.upTo(31)).toBe(0);
    expect(record.callbacks.about(99)).toEqual({ label: 'callback' });
  });

  it('have an end before they have ended', () => {
    expect(new Recording(trace.slice(0, 23)).callbacks.run(0)?.end).toBe(23);
  });
});

describe('the tree', () => {
  it('has the tasks below who made them', () => {
    const rows = record.tree.rows(new Set());
    expect(rows.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      '0 Task-1 (main)',
      '1 lazy',
      '1 bob',
      '1 ann',
      '0 run’s shutdown',
    ]);
    expect(rows[0]).toMatchObject({ childCount: 3, below: 3, place: 1, siblings: 2 });
    expect(rows[3]).toMatchObject({ place: 3, siblings: 3 });
  });

  it('leaves out what is folded, and knows who stands for it', () => {
    const folded = new Set([1]);
    expect(record.tree.rows(folded).map(({ task }) => task)).toEqual([1, 5]);
    expect(record.tree.shown(4, folded)).toBe(1);
    expect(record.tree.shown(5, folded)).toBe(5);
    expect(record.tree.parents()).toEqual([1]);
    expect(record.tree.parent(4)).toBe(1);
  });

  it('names whom it does not know by number', () => {
    expect(record.tree.name(1)).toBe('Task-1 (main)');
    expect(record.tree.name(77)).toBe('task 77');
  });
});
