import { all, type Operation, sleep } from 'effection';

import { Absent } from '../../job.js';
import { newTree, SLEEP_SECONDS } from './tree.js';

interface Size {
  levels: number;
  kind: string;
  join: string;
  eager: boolean;
}

export function* work({ levels, kind, join, eager }: Size) {
  if (join !== 'gather' || eager) throw new Absent('all() is measured once, as gather');
  const tree = newTree(kind);
  function* leaf(): Operation<void> {
    if (tree.plan() === 'sleep') yield* sleep(1000 * SLEEP_SECONDS);
  }
  function recurse(level: number): Operation<void> {
    return {
      *[Symbol.iterator]() {
        if (level === 0) yield* leaf();
        else yield* all(Array.from({ length: 6 }, () => recurse(level - 1)));
      },
    };
  }
  yield* recurse(levels);
  return tree.count;
}
