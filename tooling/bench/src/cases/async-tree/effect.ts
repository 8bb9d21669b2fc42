import { Effect } from 'effect';

import { Absent } from '../../job.js';
import { newTree, SLEEP_SECONDS } from './tree.js';

interface Size {
  levels: number;
  kind: string;
  join: string;
  eager: boolean;
}

export const work = ({ levels, kind, join, eager }: Size) =>
  Effect.gen(function* () {
    if (join !== 'gather' || eager) throw new Absent('Effect.all is measured once, as gather');
    const tree = newTree(kind);
    const leaf = Effect.gen(function* () {
      if (tree.plan() === 'sleep') yield* Effect.sleep(1000 * SLEEP_SECONDS);
    });
    const recurse = (level: number): Effect.Effect<void> =>
      Effect.gen(function* () {
        if (level === 0) yield* leaf;
        else {
          yield* Effect.all(
            Array.from({ length: 6 }, () => recurse(level - 1)),
            { concurrency: 'unbounded' },
          );
        }
      });
    yield* recurse(levels);
    return tree.count;
  });
