import { KeyboardInterrupt } from 'asyncio-ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { catalogue, type Example } from '../src/catalogue.js';
import { commandLine } from '../src/command-line.js';
import { runMain } from './run-main.js';

describe('npm start', { timeout: 30_000 }, () => {
  it('runs the named examples one after the other, each with its file and lesson', async () => {
    const { code, stdout, stderr } = await runMain('task-result', 'compute-print-sum');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('1/2 task-result: awaiting a task');
    expect(stdout).toContain(
      '\napps/examples/src/programs/task-result.ts\n    Hello Coroutine World\n    0\n',
    );
    expect(stdout).toContain('2/2 compute-print-sum: one coroutine');
    expect(stdout).toContain('\n    1 + 2 = 3\n(1.');
    expect(stdout).toMatch(/\n2 examples, \d\.\d s\n$/);
  });

  it('has no colours where the output is no terminal', async () => {
    const { stdout } = await runMain('--list');
    expect(stdout).toMatch(/^counting {19}a task starts/);
  });

  it('ends with exit code 2 at a name that it does not know', async () => {
    const { code, stdout, stderr } = await runMain('conting');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("There is no example 'conting'.\nDid you mean: counting?\n");
  });
});

describe('the command line', () => {
  const ran: string[] = [];
  const fine = example('fine', () => ran.push('fine'));
  const finer = example('finer', () => ran.push('finer'));
  const broken = example('broken', () => {
    throw new RangeError('out of milk');
  });
  const interrupted = example('interrupted', () => {
    throw new KeyboardInterrupt();
  });
  const all = [fine, broken, interrupted, finer];

  const printed = { log: '', error: '' };

  beforeEach(() => {
    for (const method of ['log', 'error'] as const) {
      printed[method] = '';
      vi.spyOn(console, method).mockImplementation((...things: unknown[]) => {
        printed[method] += `${things.map(String).join(' ')}\n`;
      });
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
    ran.length = 0;
  });

  it('lists every example of the catalogue with its lesson', async () => {
    expect(await commandLine(['--list'], catalogue)).toBe(0);
    const lines = printed.log.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(catalogue.map(({ name }) => name));
    for (const [index, { lesson }] of catalogue.entries()) expect(lines[index]).toContain(`  ${lesson}`);
  });

  it('runs all without a name, and says what to do next', async () => {
    expect(await commandLine([], [fine, finer])).toBe(0);
    expect(ran).toEqual(['fine', 'finer']);
    expect(printed.log).toMatch(/^asyncio-ts: 2 examples/);
    expect(printed.log).toContain('What next?');
  });

  it('prints nothing of its own with --plain', async () => {
    expect(await commandLine(['--plain'], [fine, finer])).toBe(0);
    expect(ran).toEqual(['fine', 'finer']);
    expect(printed).toEqual({ log: '', error: '' });
  });

  it('goes on after an example that failed, and ends with exit code 1', async () => {
    expect(await commandLine(['broken', 'fine'], all)).toBe(1);
    expect(printed.error).toContain('broken failed: RangeError: out of milk');
    expect(printed.log).toContain('1 of 2 examples failed: broken');
    expect(ran).toEqual(['fine']);
    expect(await commandLine(['--plain', 'broken'], all)).toBe(1);
  });

  it('stops at Ctrl-C, with the exit code that shells give it', async () => {
    expect(await commandLine([], [fine, interrupted, finer])).toBe(130);
    expect(ran).toEqual(['fine']);
    expect(printed.log).toContain('Interrupted.');
    expect(printed.log).not.toContain('What next?');
  });

  it('runs nothing if one of several names is unknown', async () => {
    expect(await commandLine(['fine', 'no-such-thing-at-all'], all)).toBe(2);
    expect(ran).toEqual([]);
    expect(printed.error).not.toContain('Did you mean');
    expect(printed.error).toContain('npm start -- --list');
  });

  it('offers all names that contain what was typed', async () => {
    expect(await commandLine(['workers'], catalogue)).toBe(2);
    const workers = catalogue.map(({ name }) => name).filter((name) => name.startsWith('workers-'));
    expect(printed.error).toContain(`Did you mean: ${workers.join(', ')}?`);
  });

  it('explains itself with --help, and after an option that it does not know', async () => {
    expect(await commandLine(['--help'], all)).toBe(0);
    expect(printed.log).toContain('npm start -- NAME...');
    expect(await commandLine(['--lsit'], all)).toBe(2);
    expect(printed.error).toContain("Unknown option '--lsit'");
    expect(printed.error).toContain('npm start -- NAME...');
  });

  it('does not mind the `--` that npm or pnpm left in', async () => {
    expect(await commandLine(['--', '--plain', 'fine'], all)).toBe(0);
    expect(ran).toEqual(['fine']);
  });
});

function example(name: string, action: () => void): Example {
  return {
    name,
    lesson: `what ${name} teaches`,
    program: () => Promise.resolve().then(action),
  };
}
