import { describe, expect, it } from 'vitest';

import { blocksOf, expectedOutput } from '../src/blocks.js';
import { typeErrors } from '../src/compile.js';
import { readPage } from '../src/pages.js';
import { runAll } from '../src/run.js';

const conditions = ['@asyncio-ts/source'];
const program = "import { sep } from 'node:path';\nconsole.log(sep.length); // -> 1";

/** The blocks of a page with these lines. */
function blocks(...lines) {
  return blocksOf(readPage('page.md', lines.join('\n')));
}

describe('a block', () => {
  it('knows its line, in lists and quotations, too', () => {
    const found = blocks(
      'Text',
      'and text',
      '```ts',
      'one;',
      '```',
      '- item',
      '- item',
      '  ```ts',
      '  two;',
      '  ```',
      '> quoted',
      '>',
      '> ```ts',
      '> three;',
      '> ```',
    );
    expect(found.map(({ line, code }) => [line, code])).toEqual([
      [3, 'one;'],
      [8, 'two;'],
      [13, 'three;'],
    ]);
  });

  it('is run when it imports something, and compiled in any case', () => {
    const found = blocks(
      '```ts',
      program,
      '```',
      '```ts',
      'const a = 1;',
      '```',
      '```py',
      'import os',
      '```',
    );
    expect(found.map(({ compiled, run }) => [compiled, run])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('may opt out, with its reason in a comment right above', () => {
    const fences = (comment) => [
      comment,
      '',
      '```ts no-run',
      program,
      '```',
      comment,
      '```ts fragment',
      '…',
      '```',
    ];
    expect(blocks(...fences('<!-- needs a network -->'))).toMatchObject([
      { compiled: true, run: false, problem: undefined },
      { compiled: false, run: false, problem: undefined },
    ]);
    for (const comment of ['', 'needs a network', '<!-- -->']) {
      const problems = blocks(...fences(comment)).map(({ problem }) => problem);
      expect(problems).toEqual([
        'Say why it is marked `no-run`, in an HTML comment right above the block',
        'Say why it is marked `fragment`, in an HTML comment right above the block',
      ]);
    }
  });

  it('cannot hide behind another name of the language', () => {
    expect(blocks('```js', 'f();', '```')).toMatchObject([
      { compiled: false, run: false, problem: 'Write ```ts: nothing checks a block in ```js' },
    ]);
  });
});

describe('the output that a block promises', () => {
  it.each([
    ['is what its last comment lines say', 'f();\n// no\n\ng();\n// a\n//\n//  b\n', 'a\n\n b\n'],
    ['is what arrows at the ends of lines say', 'f(); // -> a\ng(); // no\nh(); // -> b', 'a\nb\n'],
    ['is nothing when it says nothing', 'f(); // why', ''],
  ])('%s', (_, code, output) => {
    expect(expectedOutput(code)).toBe(output);
  });
});

describe('the compiler', () => {
  it('sees what is wrong, at the line of the page', () => {
    const wrong = blocks(
      'Text',
      '```ts',
      'const a: number = 1;',
      'const b: string = a;',
      '```',
      '```ts',
      "import { Task } from '@asyncio-ts/task';",
      'a;',
      '```',
    );
    expect(typeErrors(wrong, conditions)).toEqual([
      "page.md:4: TS2322: Type 'number' is not assignable to type 'string'.",
      expect.stringMatching(/^page.md:7: TS2307: Cannot find module '@asyncio-ts\/task'/),
      "page.md:8: TS2304: Cannot find name 'a'.", // each block is a module of its own
    ]);
  });
});

describe('a program', () => {
  it('is run in a process of its own, whatever becomes of it', async () => {
    const programs = [
      { at: 'good', code: program },
      { at: 'loud', code: 'function f() {} { function f() {} console.error(f.name) }' },
      { at: 'failing', code: 'process.exitCode = 3' },
      { at: 'wrong', code: 'import "@asyncio-ts/task"' },
    ];
    const outcomes = await runAll(programs, conditions);
    expect(Object.fromEntries(outcomes)).toEqual({
      good: { stdout: '1\n', stderr: '', exit: 0 },
      loud: { stdout: '', stderr: 'f\n', exit: 0 },
      failing: { stdout: '', stderr: '', exit: 3 },
      wrong: { stdout: '', stderr: expect.stringContaining('Could not resolve'), exit: undefined },
    });
  });
});
