import { describe, expect, it } from 'vitest';

import { generate } from '../src/fuzz/generate.js';
import { menu } from '../src/fuzz/menu.js';
import { mutate } from '../src/fuzz/mutate.js';
import { Random } from '../src/fuzz/random.js';
import { shrink } from '../src/fuzz/shrink.js';
import { Machine } from '../src/machine.js';
import type { Program } from '../src/program.js';
import { statements } from '../src/statements/index.js';

function programs(count: number): Program[] {
  return Array.from({ length: count }, (_, seed) => generate(new Random(seed), `f${seed}`));
}

describe('generate', () => {
  it('makes the same program of the same seed', () => {
    expect(programs(20)).toEqual(programs(20));
  });

  it('can write every statement that the machine can run', () => {
    expect(Object.keys(menu).sort()).toEqual(Object.keys(statements).sort());
    const text = JSON.stringify(programs(1000));
    expect(Object.keys(menu).filter((kind) => !text.includes(`["${kind}"`))).toEqual([]);
  });

  it('makes programs that end', () => {
    const endings = programs(100).map((program) => new Machine(program).run().at(-1));
    expect(endings.filter((line) => line?.endsWith('-: end') !== true).length).toBeLessThan(10); // a callback may be last
  });
});

describe('mutate', () => {
  it('changes a program and leaves the given one as it was', () => {
    const program: Program = {
      name: 'p',
      coroutines: {
        main: [
          ['sleep', 1],
          ['try', [['log', 'a']], [], null, null],
        ],
      },
    };
    const text = JSON.stringify(program);
    const mutants = Array.from({ length: 20 }, (_, seed) => mutate(new Random(seed), program, 'm'));
    expect(JSON.stringify(program)).toBe(text);
    expect(new Set(mutants.map(({ coroutines }) => JSON.stringify(coroutines))).size).toBeGreaterThan(10);
  });
});

describe('shrink', () => {
  it('keeps nothing but what makes the difference', () => {
    const program: Program = {
      name: 'p',
      eager: true,
      objects: { L: ['Lock'], F: ['Future'] },
      coroutines: {
        main: [
          ['log', 'a'],
          [
            'repeat',
            2,
            [
              [
                'with',
                'L',
                [
                  [
                    'try',
                    [
                      ['sleep', 1],
                      ['log', 'b'],
                    ],
                    [[['Exception'], [['log', 'c']]]],
                    null,
                    [],
                  ],
                ],
              ],
            ],
          ],
        ],
        c1: [['sleep', 2]],
      },
      generators: { a0: { body: [['emit', 1]] } },
    };
    const smallest = shrink(program, (candidates) => {
      return candidates.filter(({ coroutines }) => JSON.stringify(coroutines).includes('["log","b"]'));
    });
    expect(smallest).toEqual({
      name: 'p',
      eager: false,
      objects: {},
      coroutines: { main: [['log', 'b']] },
      generators: {},
    });
  });
});
