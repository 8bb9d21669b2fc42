/** What `--json` prints, and what tables and charts are made of. */
import { readFileSync } from 'node:fs';

import type { Machine } from './machine.js';
import type { Outcome } from './runner.js';

/** A whole run. */
export interface Report extends Outcome {
  readonly machine: Machine;
  /** By the names of the subjects. */
  readonly versions: Readonly<Record<string, string>>;
  /** By the names of the subjects: why they are not installed. */
  readonly notInstalled: Readonly<Record<string, string>>;
  readonly rounds: number;
}

/** Reads what `--json` printed. */
export function readReport(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}
