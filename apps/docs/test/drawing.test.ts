// What is drawn, on a canvas that only counts; what pointers and keys mean.
import { scaleLinear } from 'd3-scale';
import { describe, expect, it } from 'vitest';

import { Recording } from '../playground/model/recording.js';
import type { AxisKind } from '../playground/model/time-line.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { drawCursor, drawTrace } from '../playground/picture/draw.js';
import { moveOf } from '../playground/picture/keys.js';
import type { Palette } from '../playground/picture/palette.js';
import { positionAt, sidewaysOf, taskAt } from '../playground/picture/pointer.js';
import { MEASURES, pixelOf, type Scene } from '../playground/picture/scene.js';
import { sleepers } from './sleepers.js';

const WIDTH = 900;

const palette: Palette = {
  states: {
    running: 'running',
    ready: 'ready',
    waiting: 'waiting',
    finished: 'finished',
    cancelled: 'cancelled',
    failed: 'failed',
  },
  text: 'text',
  faint: 'faint',
  background: 'background',
  hairline: 'hairline',
  hovered: 'hovered',
  selected: 'selected',
  cursor: 'cursor',
  font: 'sans-serif',
};

function sceneOf(trace: readonly TraceEvent[], more: Partial<Scene> = {}, kind: AxisKind = 'step'): Scene {
  const record = new Recording(trace);
  const line = record.line(kind);
  const rows = record.tree.rows(new Set());
  return {
    record,
    line,
    scale: scaleLinear([0, line.end], [0, WIDTH]),
    origin: 0,
    unit: WIDTH / line.end,
    rows,
    rowOf: (task) => rows.findIndex((row) => row.task === task),
    position: trace.length,
    isLive: false,
    width: WIDTH,
    height: 300,
    scrolled: 0,
    measures: MEASURES,
    hovered: undefined,
    selected: undefined,
    palette,
    ...more,
  };
}

/** A context that keeps what was called, with the colour of that moment. */
function countingContext(): { context: CanvasRenderingContext2D; calls: [string, string, unknown[]][] } {
  const calls: [string, string, unknown[]][] = [];
  const values: Record<string, unknown> = {
    measureText: (text: string) => ({ width: text.length * 6 }),
  };
  const context = new Proxy(values, {
    get: (_, name: string) =>
      values[name] ??
      ((...given: unknown[]) => {
        const colour = name.startsWith('stroke') ? values['strokeStyle'] : values['fillStyle'];
        calls.push([name, String(colour), given]);
      }),
  });
  // It has what the drawing uses of a context.
  return { context: context as unknown as CanvasRenderingContext2D, calls };
}

function drawn(scene: Scene): [string, string, unknown[]][] {
  const { context, calls } = countingContext();
  drawTrace(context, scene, 1);
  drawCursor(context, scene);
  return calls;
}

function texts(scene: Scene): unknown[] {
  return drawn(scene).flatMap(([name, , [text]]) => (name === 'fillText' ? [text] : []));
}

/** One task that sleeps `count` times for a second. */
function sleepy(count: number): TraceEvent[] {
  const events: TraceEvent[] = [{ time: 0, type: 'taskCreated', task: 1, name: 'sleepy', coroutine: 'f' }];
  for (let time = 0; time < count; time++) {
    events.push(
      { time, type: 'woken', task: 1 },
      { time, type: 'turnBegan', ready: 1 },
      { time, type: 'stepBegan', task: 1 },
      { time, type: 'suspended', task: 1, on: { label: 'sleep 1 s' }, stack: [] },
      { time, type: 'stepEnded', task: 1 },
    );
  }
  return events;
}

describe('the time line', () => {
  it('says when, what is waited for, and what came of it', async () => {
    const shown = texts(sceneOf(await sleepers()));
    expect(shown).toEqual(expect.arrayContaining(['0 s', '1 s', '2 s', '2.5 s']));
    expect(shown).toEqual(expect.arrayContaining(['taskGroup', 'sleep 2 s', 'sleep 60 s']));
    expect(shown).toEqual(expect.arrayContaining(['3', 'RangeError("no more")']));
    expect(shown).not.toContain('undefined');
  });

  it('has a colour and a form for each state', async () => {
    const calls = drawn(sceneOf(await sleepers()));
    const forms = (colour: string): string[] => [
      ...new Set(calls.filter(([, used]) => used === colour).map(([name]) => name)),
    ];
    expect(forms('running')).toContain('fill');
    expect(forms('ready')).toEqual(expect.arrayContaining(['strokeRect', 'stroke']));
    expect(forms('waiting')).toContain('fillRect');
    expect(forms('finished')).toContain('fill');
    expect(forms('failed')).toContain('fill');
    expect(forms('cancelled')).toContain('stroke');
  });

  it('veils what has not happened yet', async () => {
    const trace = await sleepers();
    const veils = (position: number): unknown[] =>
      drawn(sceneOf(trace, { position })).filter(
        ([name, colour, [, top]]) => name === 'fillRect' && colour === 'background' && top === MEASURES.axis,
      );
    expect(veils(20)).toHaveLength(1);
    expect(veils(trace.length)).toHaveLength(0);
  });

  it('has no cursor at the end of a program that runs', async () => {
    const trace = await sleepers();
    const cursors = (isLive: boolean): unknown[] =>
      drawn(sceneOf(trace, { isLive })).filter(([, colour]) => colour === 'cursor');
    expect(cursors(true)).toHaveLength(0);
    expect(cursors(false).length).toBeGreaterThan(0);
  });

  it.each(['step', 'time'] as const)('draws together what is thinner than a pixel, by %s', (kind) => {
    const few = drawn(sceneOf(sleepy(20), {}, kind)).length;
    const many = drawn(sceneOf(sleepy(20_000), {}, kind)).length;
    expect(few).toBeGreaterThan(20);
    expect(many).toBeLessThan(WIDTH * 6); // and not 20,000 × 3 states
  });

  it('draws waits between steps that take no time', () => {
    const lines = drawn(sceneOf(sleepy(4), {}, 'time')).filter(([, colour]) => colour === 'waiting');
    expect(
      lines.map(([, , [, , width]]) => Math.round(width as number)).filter((width) => width > 100),
    ).toHaveLength(3);
  });

  it('shows the steps of what is folded in the row above it', async () => {
    const trace = await sleepers();
    const { record } = sceneOf(trace);
    const folded = new Set([1]);
    const rows = record.tree.rows(folded);
    const rowOf = (task: number): number =>
      rows.findIndex((row) => row.task === record.tree.shown(task, folded));
    const steps = trace.filter(
      ({ type, ...rest }) => type === 'stepBegan' && 'task' in rest && rest.task > 1,
    );
    const bars = (scene: Scene): unknown[] =>
      drawn(scene).filter(([name, colour]) => name === 'fillRect' && colour === 'running');
    expect(bars(sceneOf(trace, { rows, rowOf }))).toHaveLength(steps.length - 1); // and the loop's own has a row
    expect(bars(sceneOf(trace))).toHaveLength(0);
  });

  it('draws who makes whom behind the lanes, and no line over another one', () => {
    const parent: TraceEvent = { time: 0, type: 'taskCreated', task: 1, name: 'main', coroutine: 'main' };
    const children = Array.from({ length: 6 }, (_, index): TraceEvent => {
      return { time: 0, type: 'taskCreated', task: index + 2, name: 'child', coroutine: 'child', parent: 1 };
    });
    const step = { time: 0, task: 1 } as const;
    const trace: TraceEvent[] = [parent, { ...step, type: 'stepBegan' }, ...children];
    const scene = sceneOf([...trace, { ...step, type: 'stepEnded' }], {}, 'time'); // all at one pixel
    const calls = drawn(scene);
    const ends = calls.flatMap(([name, colour, [, y]]) =>
      colour === 'faint' && (name === 'moveTo' || name === 'lineTo') ? [y as number] : [],
    );
    expect(ends).toHaveLength(12);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    const last = calls.map(([name, colour]) => `${name} ${colour}`).lastIndexOf('lineTo faint');
    expect(calls.slice(0, last).filter(([, colour]) => colour === 'running')).toEqual([]);
  });

  it('draws only the rows in sight', () => {
    const trace: TraceEvent[] = Array.from({ length: 1000 }, (_, index) => ({
      time: 0,
      type: 'taskCreated',
      task: index + 1,
      name: `t${index}`,
      coroutine: 'f',
    }));
    expect(drawn(sceneOf(trace)).length).toBeLessThan(1000);
  });
});

describe('a pointer', () => {
  it('is on the lane of a task, or on the axis', async () => {
    const trace = await sleepers();
    const scene = sceneOf(trace);
    expect(taskAt(scene, MEASURES.head + 1)).toBe(1);
    expect(taskAt(scene, MEASURES.head + 2.5 * MEASURES.row)).toBe(3);
    expect(taskAt({ ...scene, scrolled: MEASURES.row }, MEASURES.head + 1)).toBe(2);
    expect(taskAt(scene, 5)).toBeUndefined();
    expect(taskAt(scene, 299)).toBeUndefined();
    expect(positionAt(scene, pixelOf(scene, 20) + 0.01, 5)).toBe(22); // the turn begins at the same place
    expect(positionAt(scene, 5, 200)).toBeUndefined();
  });

  it('moves the lanes sideways, and leaves scrolling and zooming alone', () => {
    const wheel = { ctrlKey: false, metaKey: false, shiftKey: false, deltaX: 0, deltaY: 0 };
    const of = (more: Partial<WheelEvent>): number => sidewaysOf({ ...wheel, ...more } as WheelEvent);
    expect(of({ deltaX: 30, deltaY: 4 })).toBe(30);
    expect(of({ deltaX: 3, deltaY: 40 })).toBe(0);
    expect(of({ shiftKey: true, deltaY: 40 })).toBe(40);
    expect(of({ ctrlKey: true, deltaX: 40 })).toBe(0);
  });
});

describe('a key', () => {
  const press = (key: string, on = '', more: Partial<KeyboardEvent> = {}): string | undefined =>
    moveOf({
      key,
      target: { closest: (selector: string) => (selector === on ? {} : null) },
      ...more,
    } as unknown as KeyboardEvent);

  it('moves the reader', () => {
    expect([' ', 'ArrowRight', 'ArrowLeft', 'Home', 'End', 'x'].map((key) => press(key))).toEqual([
      'play',
      'forward',
      'back',
      'toBegin',
      'toEnd',
      undefined,
    ]);
    expect(press('ArrowRight', '', { shiftKey: true })).toBe('forwardOne');
    expect(press('ArrowLeft', '', { shiftKey: true })).toBe('backOne');
    expect(press('Home', '', { shiftKey: true })).toBeUndefined();
  });

  it('keeps the meaning that it has where it is pressed', () => {
    expect(press(' ', 'button')).toBeUndefined();
    expect(press('ArrowRight', 'button')).toBe('forward');
    expect(press('End', 'select')).toBeUndefined();
    expect(press('ArrowLeft', '', { altKey: true })).toBeUndefined(); // the browser goes back
  });
});
