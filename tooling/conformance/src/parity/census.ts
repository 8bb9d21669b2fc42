/** CPython's own tests of asyncio and contextvars: what each pins down, and which of our packages it concerns. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One test method of CPython. */
export interface CensusEntry {
  /** Module, class and method: `test_locks.LockTests.test_acquire`. */
  readonly id: string;
  /** The package that answers for it. */
  readonly package: string;
  /** `yes`: it holds here, too. `adapt`: it has a counterpart, put in JavaScript's terms. `no`: a detail of CPython. */
  readonly applies: 'yes' | 'adapt' | 'no';
  /** What it pins down, in one line. */
  readonly behaviour: string;
  /** Why `adapt` or `no`; empty for `yes`. */
  readonly reason: string;
}

/** The packages whose tests must all be here, in the order of the board. */
export const PORTED = [
  'contextvars',
  'loop',
  'tasks',
  'combinators',
  'structured',
  'sync',
  'queues',
  'signals',
] as const;

/** What asyncio has and we have not, yet. */
export const NOT_YET = ['streams', 'subprocess', 'threads'] as const;

/** Where the census uses another name than we do. */
const RENAMED: Readonly<Record<string, string>> = { taskgroup: 'structured' };

const CENSUS = fileURLToPath(new URL('../../fixtures/cpython-tests.json', import.meta.url));

/** The census, in the order of CPython's files. */
export function readCensus(): CensusEntry[] {
  const { tests } = JSON.parse(readFileSync(CENSUS, 'utf8')) as { tests: CensusEntry[] };
  return tests.map((entry) => ({ ...entry, package: RENAMED[entry.package] ?? entry.package }));
}
