/** What the leaves of an async tree do, decided by the same random numbers for all subjects. */
import { randomNumbers } from '../../random.js';

const REMEMBERED_PERCENT = 90;
const CPU_PERCENT = 50;

/** How long a leaf sleeps. */
export const SLEEP_SECONDS = 0.05;

/** What a leaf is to do next. */
export type Plan = 'nothing' | 'sleep' | 'compute';

export interface Tree {
  /** Leaves, and of those that computed, also digits: what is checked. */
  count: number;
  /** For the next leaf. */
  plan(): Plan;
}

/** @param kind - `none`, `io`, `memoization` or `cpu_io_mixed` */
export function newTree(kind: string): Tree {
  const randoms = randomNumbers();
  const remembered = new Set<number>();
  return {
    count: 0,
    plan() {
      this.count++;
      if (kind === 'none') return 'nothing';
      if (kind === 'io') return 'sleep';
      const percent = (randoms.next().value % 100) + 1;
      if (kind === 'memoization') return memoize(percent, remembered);
      if (percent > CPU_PERCENT) return 'sleep';
      this.count += Number(factorial(500) % 1_000_003n);
      return 'compute';
    },
  };
}

/** Each number up to 90 is remembered once it came up; the others are never. */
function memoize(percent: number, remembered: Set<number>): Plan {
  if (percent > REMEMBERED_PERCENT) return 'sleep';
  if (remembered.has(percent)) return 'nothing';
  remembered.add(percent);
  return 'sleep';
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let i = 2n; i <= n; i++) product *= i;
  return product;
}
