import { type Coroutine, sleep } from '@asyncio-ts/tasks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Stage, thrownBy, unhurried } from '../src/index.js';
import { holdsFor, scripts } from '../src/programs.js';

interface Counter {
  value: number;
  /** How often somebody has counted. */
  counted: number;
}

const ops = ['read', 'count'] as const;

function* act(stage: Stage, counter: Counter, script: readonly (typeof ops)[number][]): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op === 'read') continue;
    const seen = counter.value;
    yield* sleep(0);
    counter.value = seen + 1;
    counter.counted++;
  }
}

describe('holdsFor()', () => {
  it('finds what is wrong, shrinks the scripts, and tells them and the schedule in words', unhurried, () => {
    const check = (): void => {
      holdsFor([scripts(ops)], (stage, all) => {
        const counter = { value: 0, counted: 0 };
        stage.each(all, (script) => act(stage, counter, script));
        stage.atEnd('no count is lost', () => counter.value === counter.counted);
      });
    };
    const error = thrownBy(check) as Error;
    expect(error.message).toContain('Counterexample: [[[["count"],["count"]');
    expect(String(error.cause)).toContain('It does not hold that no count is lost');
    expect(String(error.cause)).toContain('B: count');
  });

  it('gives a model all it asks for, and nothing to complain of where nothing is wrong', unhurried, () => {
    const seen = new Set<string>();
    holdsFor([scripts(ops, 3), fc.boolean()], (stage, all, flag) => {
      expect(all.length).toBeLessThanOrEqual(3);
      seen.add(`${all.length} ${flag}`);
      stage.each(all, (script) => act(stage, { value: 0, counted: 0 }, script));
    });
    expect(seen.size).toBe(6);
  });
});
