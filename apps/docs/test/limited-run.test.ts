// A program that does too much: it is held, loses nothing that the picture needs, and goes on when it is told to.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { Columns } from '../playground/model/columns.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { LimitedRun } from '../playground/runtime/limited-run.js';
import type { FromWorker } from '../playground/runtime/protocol.js';
import type { Time } from '../playground/runtime/run-program.js';
import { compiled } from './program-text.js';

interface Told {
  readonly events: readonly TraceEvent[];
  readonly pauses: number;
  readonly lines: readonly string[];
}

/** Runs it to its end; at each pause it is let go on. */
async function runLimited(source: string, time: Time, events: number): Promise<Told> {
  const told: TraceEvent[] = [];
  let pauses = 0;
  const post = (message: FromWorker): void => {
    if (message.type === 'events') told.push(...message.events);
    if (message.type !== 'paused') return;
    pauses++;
    setImmediate(() => {
      running.resume();
    });
  };
  const limit = { events, seconds: 10 };
  using running = new LimitedRun({ type: 'run', program: compiled(source), time }, post, limit);
  await running.run();
  const lines = told.flatMap((event) => (event.type === 'printed' ? [event.text] : []));
  return { events: told, pauses, lines };
}

describe.each(['virtual', 'real'] as const)('in %s time', (time) => {
  it('what only sleeps is held, and loses nothing', async () => {
    const { events, pauses, lines } = await runLimited(
      `import { coroutine, run, sleep } from 'asyncio-ts';

await run(coroutine(function* main() {
  for (let n = 0; n < 50; n++) yield* sleep(0.001);
  console.log('end');
})());
`,
      time,
      100,
    );
    expect(pauses).toBeGreaterThan(2);
    expect(lines).toEqual(['end']);
    const steps = events.filter(({ type }) => type === 'stepBegan');
    expect(steps.length).toBeGreaterThan(50);
    expect(events.filter(({ type }) => type === 'stepEnded')).toHaveLength(steps.length);
  });

  it('what has only timers of its own is held', async () => {
    const { pauses, lines } = await runLimited(
      `let n = 0;
const ticking = setInterval(() => { console.log(++n); if (n === 20) clearInterval(ticking); }, 1);
setTimeout(() => console.log('once'), 60);`,
      time,
      5,
    );
    expect(pauses).toBeGreaterThan(1);
    expect(lines).toHaveLength(21);
    expect(lines.filter((line) => line !== 'once')).toEqual(
      Array.from({ length: 20 }, (_, n) => String(n + 1)),
    );
  });

  it('a step that prints too much loses lines, and says how many', async () => {
    const { events, lines } = await runLimited(
      `import { coroutine, run, sleep } from 'asyncio-ts';

await run(coroutine(function* main() {
  for (let n = 0; n < 500; n++) console.log(n);
  yield* sleep(0);
  console.log('after');
})());
`,
      time,
      100,
    );
    expect(lines.slice(0, 3)).toEqual(['0', '1', '2']);
    expect(lines.slice(-3)).toEqual([
      `… ${500 - (lines.length - 3) - 1} lines are not shown: they were too many at once`,
      '499',
      'after',
    ]);
    const columns = new Columns();
    for (const event of events) columns.push(event);
    expect(columns.count).toBe(events.filter(({ type }) => /^(step|callback)Began$/.test(type)).length);
  });
});

it('a program that fails after too many lines still says why', async () => {
  const { lines } = await runLimited(
    `for (let n = 0; n < 500; n++) console.log(n);\nthrow new RangeError('too far');`,
    'virtual',
    100,
  );
  expect(lines.at(-1)).toMatch(/^Uncaught RangeError: too far/);
});

it('an error from beside the program is told with the lines before it', async () => {
  const told: FromWorker[] = [];
  const program = compiled(`console.log('before');`);
  using running = new LimitedRun({ type: 'run', program, time: 'virtual' }, (message) => told.push(message));
  await running.run();
  running.failed(new RangeError('beside'));
  expect(told.map(({ type }) => type)).toEqual(['events', 'ended', 'events', 'problem']);
});

describe('what a program has done is told', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const looking = async (source: string): Promise<string[]> => {
    const told: FromWorker[] = [];
    let seen: string[] = [];
    vi.stubGlobal('look', () => {
      const events = told.flatMap((message) => (message.type === 'events' ? message.events : []));
      seen = events.map((event) => (event.type === 'printed' ? event.text : event.type));
    });
    using running = new LimitedRun({ type: 'run', program: compiled(source), time: 'virtual' }, (message) =>
      told.push(message),
    );
    await running.run();
    return seen;
  };

  it('before it goes on, perhaps without end', async () => {
    const seen = await looking(`import { coroutine, run, sleep } from 'asyncio-ts';

await run(coroutine(function* main() {
  console.log('go');
  yield* sleep(1);
  look();
})());
`);
    expect(seen).toContain('go');
    expect(seen.at(-1)).toBe('stepBegan');
  });

  it('before a timer of its own rings', async () => {
    const seen = await looking(`import { run, sleep } from 'asyncio-ts';

setTimeout(() => look(), 5000);
await run(sleep(1));
`);
    expect(seen).toContain('done');
  });

  it('when nothing is left that could wake it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const told: string[] = [];
    const program = compiled(`setTimeout(() => console.log('ends'), 1000);\nawait new Promise(() => {});`);
    using running = new LimitedRun({ type: 'run', program, time: 'virtual' }, ({ type }) => told.push(type));
    void running.run();
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(told).toEqual(['events']);
    vi.advanceTimersByTime(1100);
    expect(told).toEqual(['events', 'quiet']);
  });
});
