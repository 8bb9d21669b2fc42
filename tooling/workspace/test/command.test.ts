import { delimiter } from 'node:path';

import { describe, expect, it } from 'vitest';

import { command, CommandFailed, node, outputOf, ROOT, withTools } from '../src/index.js';

describe('a command', () => {
  it('that ends well has no complaint', async () => {
    const ended = await node(['-e', 'console.log(1); console.error(2)']);
    expect(ended).toMatchObject({ end: 0, stdout: '1\n', stderr: '2\n', complaint: undefined });
    expect(ended.output).toHaveLength(4);
  });

  it('that does not complains of itself, with all that it said', async () => {
    const { end, complaint } = await node(['-e', 'console.error("why"); process.exitCode = 3']);
    expect(end).toBe(3);
    expect(complaint).toMatch(/ -e .*: ended with 3\nwhy$/);
  });

  it('that cannot be started says why', async () => {
    const { end, complaint } = await command('/no/such/program', ['x']);
    expect(end).toBeUndefined();
    expect(complaint).toBe('/no/such/program x: spawn /no/such/program ENOENT');
  });

  it('that goes on for too long is ended', async () => {
    const { end } = await node(['-e', 'setInterval(() => {}, 1000)'], { timeout: 100 });
    expect(end).toBe('SIGTERM');
  });

  it('stands at the top of the workspace, and finds its tools, unless it is said otherwise', async () => {
    expect(await outputOf(process.execPath, ['-p', 'process.cwd()'])).toBe(`${ROOT}\n`);
    expect(withTools({ PATH: '/bin' })['PATH']).toMatch(new RegExp(`\\.bin${delimiter}/bin$`));
    await expect(outputOf('pnpm', ['--version'])).resolves.toMatch(/^\d+\.\d+/);
  });

  it('that had to work and did not is an error', async () => {
    await expect(outputOf(process.execPath, ['-e', 'process.exitCode = 3'])).rejects.toThrow(CommandFailed);
  });
});
