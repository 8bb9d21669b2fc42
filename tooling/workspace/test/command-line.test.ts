import { afterEach, describe, expect, it, vi } from 'vitest';

import { readCommandLine, refuseCommandLine } from '../src/index.js';

const config = {
  allowPositionals: true,
  options: {
    loud: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
} as const;

class Exit extends Error {}

/** What is printed before the process ends, and with which code. */
function ending(action: () => unknown) {
  const said: unknown[] = [];
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text) => said.push(`${stream}: ${String(text)}`));
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    said.push(code);
    throw new Exit();
  });
  expect(action).toThrow(Exit);
  return said;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a command line', () => {
  it('is read', () => {
    const { values, positionals } = readCommandLine('USAGE', { ...config, args: ['--loud', 'sync'] });
    expect([values.loud, positionals]).toEqual([true, ['sync']]);
  });

  it('with --help is answered with what there is', () => {
    expect(ending(() => readCommandLine('USAGE', { ...config, args: ['--help'] }))).toEqual([
      'log: USAGE',
      0,
    ]);
  });

  it('with an option that there is not is refused, without a stack', () => {
    const [text, code] = ending(() => readCommandLine('USAGE', { ...config, args: ['--nosuch'] }));
    expect(text).toMatch(/^error: Unknown option '--nosuch'.*\n\nUSAGE$/);
    expect(code).toBe(2);
  });

  it('is refused for what only the tool knows', () => {
    expect(ending(() => refuseCommandLine('no such thing'))).toEqual(['error: no such thing', 2]);
  });
});
