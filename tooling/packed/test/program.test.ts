import { folders, TemporaryFolder } from '@asyncio-ts/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { combinations } from '../src/combinations.js';
import { Consumer } from '../src/consumer.js';
import { Npm } from '../src/npm.js';
import { compareOutput, expectedOutput, readProgram } from '../src/program.js';

describe('what a program must print', () => {
  it('is what its last comment lines say', () => {
    expect(expectedOutput('// not this\nconsole.log(); // nor this\n// one\n//   two\n//\n// three\n')).toBe(
      'one\n  two\n\nthree\n',
    );
    expect(expectedOutput('console.log();\n')).toBe('');
  });

  it('is said by the program of every package, and of every combination', () => {
    const paths = [
      ...folders.map((folder) => `alone/${folder}.mts`),
      ...combinations.map(({ program }) => `together/${program}.mts`),
      'versions/apart.mjs',
    ];
    for (const path of paths) expect(readProgram(path).expected, path).not.toBe('');
  });

  it('is all that it may print', () => {
    expect(compareOutput('one\n', 'one\n', '')).toEqual([]);
    expect(compareOutput('one\n', 'two\n', '')).toEqual(['printed\n  two\ninstead of\n  one']);
    expect(compareOutput('one\n', '', '')).toEqual(['printed\n  (nothing)\ninstead of\n  one']);
    expect(compareOutput('one\n', 'one\n', 'a warning\n')).toEqual(['complained\n  a warning']);
  });
});

describe('a program in a clean folder', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder('packed-test');
  });
  afterAll(() => folder[Symbol.dispose]());

  const run = (code: string): Promise<string[]> => {
    const home = folder.path;
    const consumer = new Consumer(home, 'consumer', new Npm(home, 'http://127.0.0.1:9/'));
    return consumer.run({ name: 'small.mjs', code, expected: 'right\n' }, ['mjs']);
  };

  it('is compared with what it should print', async () => {
    expect(await run("console.log('right')")).toEqual([]);
    expect(await run("console.log('wrong')")).toEqual([
      'small.mjs, as program.mjs: printed\n  wrong\ninstead of\n  right',
    ]);
  });

  it('must end well', async () => {
    const [complaint] = await run("console.log('right'); process.exitCode = 3;");
    expect(complaint).toContain('ended with 3');
  });

  it('finds no package of the workspace', async () => {
    const [complaint] = await run("import { run } from '@asyncio-ts/tasks'; console.log('right', run)");
    expect(complaint).toContain("Cannot find package '@asyncio-ts/tasks'");
    const [required] = await run(
      "import { createRequire } from 'node:module'; createRequire(import.meta.url)('@asyncio-ts/testing')",
    );
    expect(required).toContain("Cannot find module '@asyncio-ts/testing'");
  });
});
