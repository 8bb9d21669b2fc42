/** A row of the matrix: what is tried, and what came of it. */

/** Something that the built packages must work with. */
export interface Row {
  /** As on the command line. */
  readonly name: string;
  /** For `--list`. */
  readonly what: string;
  readonly run: () => Promise<Outcome>;
}

/** What came of a row. */
export interface Outcome {
  readonly verdict: 'passed' | 'failed' | 'absent';
  /** What the runtime or compiler says it is. */
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  /** What was not tried, and why. */
  readonly leftOut: readonly LeftOut[];
  /** What is counted, if not tests. */
  readonly unit?: string;
  /** Why it failed, or is absent. */
  readonly complaint: string;
}

/** So many of something that was not tried. */
export interface LeftOut {
  readonly count: number;
  readonly why: string;
}

/** A row that cannot be had here. */
export class Absent extends TypeError {
  static {
    this.prototype.name = 'Absent';
  }
}

/** The outcome of a row that could not even begin. */
export function notRun(verdict: 'failed' | 'absent', complaint: string): Outcome {
  return { verdict, version: '', passed: 0, failed: 0, leftOut: [], complaint };
}

/** The rows of those names, or whose names begin so; all of them if there are none. */
export function chooseRows(rows: readonly Row[], wanted: readonly string[]): Row[] {
  const strangers = wanted.filter((name) => !rows.some((row) => row.name.startsWith(name)));
  if (strangers.length > 0) {
    const names = rows.map(({ name }) => name).join(', ');
    throw new TypeError(`No such row: ${strangers.join(', ')}. There are: ${names}`);
  }
  return rows.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)));
}
