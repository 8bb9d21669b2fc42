/** Packages together: those that share `tasks` share one copy of it, or their classes would be strangers. */
import { nameOf } from '@asyncio-ts/workspace';

import { Consumer, type Form } from './consumer.js';
import { checkInstalled } from './installed.js';
import type { Npm } from './npm.js';
import { readProgram } from './program.js';

export interface Combination {
  /** The name of its program, in programs/together. */
  readonly program: string;
  readonly folders: readonly string[];
  readonly forms: readonly Form[];
  /** npm, unless it says otherwise. */
  readonly installer?: 'pnpm';
}

const BOTH: readonly Form[] = ['mts', 'cts'];

export const combinations: readonly Combination[] = [
  { program: 'structured-queues', folders: ['structured', 'queues'], forms: BOTH },
  { program: 'combinators-sync', folders: ['combinators', 'sync'], forms: BOTH },
  { program: 'umbrella-testing', folders: ['asyncio', 'testing'], forms: BOTH },
  { program: 'umbrella-queues', folders: ['asyncio', 'queues'], forms: BOTH },
  { program: 'import-require', folders: ['asyncio', 'combinators'], forms: ['mts'] },
  { program: 'strict', folders: ['structured', 'queues', 'tasks'], forms: BOTH, installer: 'pnpm' },
];

export async function checkTogether(combination: Combination, home: string, npm: Npm): Promise<string[]> {
  const { program, folders, forms, installer } = combination;
  const consumer = new Consumer(home, program, npm);
  const names = folders.map(nameOf);
  const problems = await (installer === 'pnpm' ? consumer.installStrictly(names) : consumer.install(names));
  if (problems.length > 0) return problems;
  return [
    // npm cannot read pnpm's folders; that these hold nothing else is what pnpm is for.
    ...(installer === 'pnpm' ? [] : await checkInstalled(consumer, folders)),
    ...(await consumer.run(readProgram(`together/${program}.mts`), forms)),
  ];
}

/** `asyncio-ts + @asyncio-ts/queues`. */
export function titleOf({ folders, installer }: Combination): string {
  return folders.map(nameOf).join(' + ') + (installer === undefined ? '' : `, by ${installer}`);
}
