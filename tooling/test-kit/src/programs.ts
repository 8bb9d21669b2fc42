/** Models with random scripts, in random schedules, with fast-check: what fails is shrunk, and told step by step. */
import fc from 'fast-check';

import { playWith } from './explore.js';
import type { Stage } from './stage.js';

/** Browsers have none. */
const environment = (globalThis as { process?: NodeJS.Process }).process?.env ?? {};

/** Scripts of so many actors at most, of these operations: one that is named twice comes twice as often. */
export function scripts<Op extends string>(ops: readonly [Op, ...Op[]], actors = 8): fc.Arbitrary<Op[][]> {
  const op = fc.constantFrom(...ops);
  return fc.array(fc.array(op, { maxLength: 6, size: 'max' }), {
    minLength: 1,
    maxLength: actors,
    size: 'max',
  });
}

/**
 * Plays a model with what these arbitraries make, in a random schedule, again and again. What is random is the same
 * each time, unless the environment variable `PROPERTIES_SEED` says otherwise; `PROPERTIES_RUNS` says how often.
 *
 * @param runs - how often, without that variable
 * @throws what does not hold, in the smallest case that was found, as fast-check reports it
 */
export function holdsFor<Args extends unknown[]>(
  arbitraries: { [K in keyof Args]: fc.Arbitrary<Args[K]> },
  model: (stage: Stage, ...args: Args) => void,
  runs = 600,
): void {
  const dice = fc.array(fc.nat({ max: 511 }), { maxLength: 200, size: 'max' });
  const play = (args: Args, numbers: number[], cancels: number): void => {
    playWith(
      numbers,
      (stage) => {
        model(stage, ...args);
      },
      { cancels },
    );
  };
  fc.assert(fc.property(fc.tuple<Args>(...arbitraries), dice, fc.nat({ max: 6 }), play), {
    seed: Number(environment['PROPERTIES_SEED'] ?? 313),
    numRuns: Number(environment['PROPERTIES_RUNS'] ?? runs),
  });
}
