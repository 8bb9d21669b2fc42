// What the playground's worker runs, here: the same compiler, the same runner.
import { Console } from 'node:console';
import { readdirSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { debugging } from '@asyncio-ts/loop/internal';
import { describe, expect, it } from 'vitest';

import { ProgramRun } from '../playground/runtime/run-program.js';
import { thrownIn } from '../playground/runtime/thrown.js';
import { compiled, runProgramText } from './program-text.js';

const folder = fileURLToPath(new URL('../programs/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));

describe('a program of the pages', () => {
  it.each(names)('%s prints in the playground what its page shows', async (name) => {
    const { printed, problem } = await runProgramText(readFileSync(`${folder}${name}.ts`, 'utf8'));
    expect(printed).toBe(readFileSync(`${folder}outputs/${name}.txt`, 'utf8'));
    expect(problem).toBeUndefined();
  });
});

describe('a program', () => {
  it('that fails says what and where, in its own lines', async () => {
    const { printed, problem } = await runProgramText(
      `import { coroutine, run } from 'asyncio-ts';

interface Unused { readonly x: number }

const main = coroutine(function* main() {
  throw new RangeError('too far');
});

await run(main());
`,
    );
    expect(problem).toEqual({ message: 'RangeError: too far', line: 6, column: 9 });
    expect(printed).toMatch(/^Uncaught RangeError: too far\n {4}at main \(program\.ts:6:9\)\n/);
    expect(printed).not.toContain('node_modules');
  });

  it('that imports what is not there is told what is', async () => {
    const { problem, printed } = await runProgramText(
      `import fs from 'node:fs';\nconsole.log(fs.constants);`,
    );
    expect(problem?.message).toBe('ModuleNotFoundError: Cannot import "node:fs"');
    expect(problem?.line).toBe(1);
    expect(printed).toContain('Programs here may import asyncio-ts, @asyncio-ts/combinators');
  });

  it('with an error of syntax is not run', async () => {
    const { problem, printed } = await runProgramText('const x = 1;\nconst = 2;\n');
    expect(problem).toEqual({ message: 'SyntaxError: Variable declaration expected.', line: 2, column: 7 });
    expect(printed).toBe('');
  });

  it('prints as Node does', async () => {
    const { printed } = await runProgramText(
      `console.log('%s is %d', 'ten', 10, { a: [1, 'two'], m: new Map([[1, { b: 2 }]]) });
console.error([1.5, -0, null, undefined, Symbol('s')], class A {}, function f() {});`,
    );
    expect(printed).toBe(
      `ten is 10 { a: [ 1, 'two' ], m: Map(1) { 1 => { b: 2 } } }
[ 1.5, -0, null, undefined, Symbol(s) ] [class A] [Function: f]
`,
    );
  });

  it('has a console that counts, measures and draws tables', async () => {
    const { printed } = await runProgramText(
      `console.assert(1, 'not this'); console.assert(0, 'but', 'that');
console.count(); console.count('a'); console.count(); console.countReset(); console.count();
console.groupCollapsed('group'); console.log('in'); console.groupEnd();
console.time('t'); console.timeLog('t', 'so far');
setTimeout(() => { console.timeEnd('t'); console.timeEnd('t'); }, 1500);`,
    );
    expect(printed).toBe(`Assertion failed but that
default: 1
a: 1
default: 2
default: 1
group
  in
t: 0 s so far
t: 1.5 s
`);
  });

  it.each([
    [
      [
        { a: 1, b: 'x' },
        { a: 2, c: [1, 2, 3, 4, 5] },
      ],
    ],
    [[1, 'two', '日本']],
    [{ x: { y: 1 }, z: 3 }],
    [
      [
        [1, 2],
        [3, null],
      ],
    ],
    [[{ a: 1, b: 2 }], ['b']],
    [[]],
    [5],
  ])('draws a table as Node does: %j', async (...data: readonly unknown[]) => {
    let drawn = '';
    const write = (chunk: Buffer, _: string, done: () => void): void => {
      drawn += chunk.toString();
      done();
    };
    new Console(new Writable({ write })).table(...(data as [unknown, string[]]));
    const { printed } = await runProgramText(`console.table(...${JSON.stringify(data)});`);
    expect(printed).toBe(drawn);
  });

  it('disposes of what it is using', async () => {
    const { printed } = await runProgramText(
      `{ using thing = { [Symbol.dispose]: () => console.log('gone') }; console.log('here', typeof thing); }`,
    );
    expect(printed).toBe('here object\ngone\n');
  });

  it('is over when its timers are, in virtual time', async () => {
    const { printed, events } = await runProgramText(
      `let left = 3;
const timer = setInterval(() => { console.log(left); if (--left === 0) clearInterval(timer); }, 3_600_000);`,
    );
    expect(printed).toBe('3\n2\n1\n');
    expect(events).toHaveLength(3);
  });

  it('is over when its timers are, in real time, too', async () => {
    const { printed, events } = await runProgramText(
      `import { run, sleep } from 'asyncio-ts';

const dropped = setTimeout(() => console.log('never'), 1000);
let count = 0;
const ticking = setInterval(() => { if (++count === 3) clearInterval(ticking); }, 1);
setTimeout((word) => { setTimeout(() => console.log(word, count), 20); clearTimeout(dropped); }, 20, 'after');
await run(sleep(0.01));
console.log('slept');
`,
      'real',
    );
    expect(printed).toBe('slept\nafter 3\n');
    expect(events.at(-1)!.time).toBeGreaterThan(0.039);
  });

  it('waits where it is held, and goes on from there', async () => {
    const program = compiled(
      `import { coroutine, run, sleep } from 'asyncio-ts';

await run(coroutine(function* main() {
  for (let n = 1; n <= 3; n++) { yield* sleep(1); console.log(n); }
})());
`,
    );
    const printed: string[] = [];
    using running = new ProgramRun({
      program,
      time: 'virtual',
      record: (event) => {
        if (event.type === 'printed') printed.push(event.text);
      },
      passing: () => {
        if (printed.length === 1) running.gate.close();
      },
    });
    const over = running.run();
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(printed).toEqual(['1']);
    printed.push('here');
    running.gate.open();
    expect(await over).toBeUndefined();
    expect(printed).toEqual(['1', 'here', '2', '3']);
  });

  it('says at once that it has forgotten to await', async () => {
    const before = { ...debugging };
    const { printed } = await runProgramText(
      `import { coroutine, run, sleep } from 'asyncio-ts';

await run(coroutine(function* main() {
  sleep(1);
  console.log('at once?');
})());
`,
    );
    expect(printed).toBe(`at once?
coroutine 'sleep' was never awaited at main (program.ts:4:8)
  Write \`yield* sleep(…)\`, give it to createTask(), or close() it
`);
    expect(debugging).toEqual(before);
  });

  it('shows the frames of errors within errors as its own', async () => {
    const { printed } = await runProgramText(
      `function f() { throw Object.assign(new Error('f'), { code: 5 }); }
try { f(); } catch (error) { throw new AggregateError([error], 'many', { cause: error }); }`,
    );
    expect(printed).toBe(`Uncaught AggregateError: many
    at program.ts:2:36 {
  [cause]: Error: f
      at f (program.ts:1:36)
      at program.ts:2:7 {
    code: 5
  },
  [errors]: [
    Error: f
        at f (program.ts:1:36)
        at program.ts:2:7 {
      code: 5
    }
  ]
}
`);
  });

  it('prints what only looks like a frame', async () => {
    const { printed } = await runProgramText(`console.log('Meet me\\n  at home\\n  at the bridge (north)');`);
    expect(printed).toBe('Meet me\n  at home\n  at the bridge (north)\n');
  });

  const refusing = `new Proxy({}, Object.fromEntries(['get', 'has', 'getPrototypeOf', 'ownKeys'].map(
  (trap) => [trap, () => { throw new Error(trap); }],
)))`;

  it.each([
    ['a proxy', refusing],
    ['a name', `Object.assign(new Error('x'), { name: Symbol('name') })`],
    ['toString', `Object.assign(new Error('x'), { toString() { throw 1; } })`],
    ['its message', `Object.defineProperty(new Error('x'), 'message', { get() { throw 1; } })`],
    ['its stack', `Object.defineProperty(new Error('x'), 'stack', { get() { throw 1; } })`],
    ['nothing', 'undefined'],
  ])('that fails with an error that cannot be shown ends nevertheless: %s', async (_, error) => {
    const { printed, problem } = await runProgramText(`throw ${error};`);
    expect(printed).toMatch(/^Uncaught /);
    expect(problem?.message).toMatch(/./);
  });

  it('may print what cannot be shown, and return it', async () => {
    const { printed, problem } = await runProgramText(
      `import { coroutine, createTask, run } from 'asyncio-ts';

const refusing = ${refusing};
console.log('a', refusing, 5);
console.dir(refusing);
console.table(refusing);
await run(coroutine(function* main() {
  yield* createTask((coroutine(function* () { return new Proxy({}, { get() { throw 1; } }); }))());
})());
`,
    );
    const unshowable = '[something that cannot be shown]';
    expect(printed).toBe(`a ${unshowable} 5\n${unshowable}\n${unshowable}\n`);
    expect(problem).toBeUndefined();
  });

  it('prints the beginning of very long texts', async () => {
    const { printed, problem } = await runProgramText(
      `console.log('x'.repeat(3_000_000)); console.log('x\\n'.repeat(10_000)); throw 'y'.repeat(3_000_000);`,
    );
    expect(printed.length).toBeLessThan(31_000);
    expect(printed).toContain('x… 2,990,000 more characters\n');
    expect(problem?.message.length).toBeLessThan(11_000);
  });

  it('tells how each task ended, whatever it returned', async () => {
    const { events } = await runProgramText(
      `import { coroutine, run } from 'asyncio-ts';

await run(coroutine(function* main() { return 'no exception=here'; })());
await run(coroutine(function* main() { throw new RangeError('no result=here'); })()).catch(() => {});
`,
    );
    const ends = events.filter((event) => event.type === 'done').filter(({ text }) => text !== 'undefined');
    expect(ends.map(({ outcome, text }) => [outcome, text])).toEqual([
      ['finished', '"no exception=here"'],
      ['failed', 'RangeError("no result=here")'],
    ]);
  });

  it('has loops that can be told apart', async () => {
    const { events } = await runProgramText(
      `import { coroutine, run, sleep } from 'asyncio-ts';

const main = coroutine(function* main(text) { yield* sleep(1); console.log(text); });
await Promise.all([run(main('a')), run(main('b'))]);
await run(main('c'));
console.log('d');
`,
    );
    const printed = events.filter((event) => event.type === 'printed');
    expect(printed.map(({ text, loop }) => [text, loop])).toEqual([
      ['a', undefined],
      ['b', 2],
      ['c', 3],
      ['d', undefined],
    ]);
    const turns = events.filter((event) => event.type === 'turnBegan');
    expect(new Set(turns.map(({ loop }) => loop))).toEqual(new Set([undefined, 2, 3]));
  });

  it('shows times that are long as exactly as short ones', async () => {
    const { events } = await runProgramText(
      `import { run, sleep } from 'asyncio-ts';\nawait run(sleep(1234.5));`,
    );
    expect(events.find((event) => event.type === 'timerSet')?.label).toBe('sleep 1234.5 s');
  });

  it('is told by which line each task was made', async () => {
    const { events } = await runProgramText(
      `import { coroutine, createTask, gather, run, sleep } from 'asyncio-ts';

const main = coroutine(function* main() {
  const one = createTask(sleep(1));
  yield* gather(
    sleep(2),
    one,
  );
});

await run(main());
`,
    );
    const created = events.filter((event) => event.type === 'taskCreated');
    // `gather` makes its tasks itself, when `main` has been left already.
    expect(created.map(({ line }) => line)).toEqual([11, 4, undefined]);
  });
});

describe('an event of an error', () => {
  it.each([
    [{ error: 5, message: 'Uncaught 5' }, 5],
    [{ error: undefined, message: 'Uncaught undefined' }, undefined],
    [{ error: null, message: 'Uncaught null' }, null],
    [{ error: null, message: 'Script error.' }, 'Script error.'],
  ])('%j says what was thrown', (event, thrown) => {
    expect(thrownIn(event)).toBe(thrown);
  });
});
