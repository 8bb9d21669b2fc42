import { describe, expect, it } from 'vitest';

import { EndlessProgram, Machine } from '../src/machine.js';
import type { Block, Program } from '../src/program.js';

function run(main: Block, rest: Partial<Program> = {}): readonly string[] {
  return new Machine({ name: 'test', ...rest, coroutines: { ...rest.coroutines, main } }).run();
}

describe('a machine', () => {
  it('writes time, task and text', () => {
    expect(
      run([
        ['sleep', 1.5],
        ['log', 'hello'],
      ]),
    ).toEqual(['1.500 main: hello', '1.500 main: ended returned null', '1.500 -: end']);
  });

  it('skips a statement that names what does not exist', () => {
    expect(
      run([
        ['await', 'nobody'],
        ['log', 'on'],
      ]).slice(0, 2),
    ).toEqual(['0.000 main: missing nobody', '0.000 main: on']);
  });

  it('runs what is still queued when the program ends', () => {
    expect(
      run([
        ['call_soon', 'a'],
        ['raise', 'AppError', 'x'],
      ]),
    ).toEqual(['0.000 -: callback a', '0.000 main: ended failed AppError(x)', '0.000 -: end']);
  });

  it('cancels main at the first deadlock', () => {
    expect(run([['await', 'F']], { objects: { F: ['Future'] } })).toEqual([
      '0.000 -: deadlock',
      '0.000 main: ended cancelled',
      '0.000 -: end',
    ]);
  });

  it('calls tasks that a combinator makes as CPython 3.13.0 does', () => {
    const coroutines = { c: [['log', 'here']] } satisfies Program['coroutines'];
    const main: Block = [['gather', [{ call: 'c' }], false]];
    expect(run(main, { coroutines })[0]).toBe('0.000 None: here');
    expect(run(main, { coroutines, eager: true })[0]).toBe('0.000 anon: here');
  });

  it('gives up on a program that does not end', () => {
    const objects = { C: ['Condition'] } satisfies Program['objects'];
    const coroutines = { c: [['acquire', 'C']] } satisfies Program['coroutines'];
    const main: Block = [
      ['spawn', 't', 'c'],
      ['with', 'C', [['cond_wait', 'C']]],
    ];
    expect(() => run(main, { objects, coroutines })).toThrow(EndlessProgram);
  });
});
