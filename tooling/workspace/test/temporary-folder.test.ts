import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { node, TemporaryFolder } from '../src/index.js';

const SOURCE = fileURLToPath(new URL('../src/temporary-folder.ts', import.meta.url));

describe('a temporary folder', () => {
  it('is gone when it is disposed of', () => {
    const folder = new TemporaryFolder('test');
    writeFileSync(join(folder.path, 'file'), '');
    folder[Symbol.dispose]();
    expect(existsSync(folder.path)).toBe(false);
  });

  it.each([
    ['the program ends', '', 0],
    ['an error ends it', 'throw new Error("no");', 1],
    ['it is interrupted', 'process.kill(process.pid, "SIGINT"); setTimeout(() => {}, 60_000);', 130],
    ['it is terminated', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000);', 143],
  ])('is gone when %s', async (_, ending, expected) => {
    if (process.platform === 'win32' && expected > 1) {
      console.log('no signals on Windows: not tried');
      return;
    }
    using folder = new TemporaryFolder('test-program');
    const program = join(folder.path, 'program.mts');
    const lines = [
      `import { TemporaryFolder } from ${JSON.stringify(SOURCE)};`,
      'console.log(new TemporaryFolder("test-left").path);',
      ending,
    ];
    writeFileSync(program, lines.join('\n'));
    const { end, stdout } = await node(['--import', 'tsx', program]);
    expect(stdout).toContain('test-left');
    expect([end, existsSync(stdout.trim())]).toEqual([expected, false]);
  });
});
