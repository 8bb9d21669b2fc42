/** The board: for each package, how many of CPython's tests pass here, and what is said of the others. */
import { type CensusEntry, NOT_YET, PORTED } from './census.js';
import type { Verdict } from './verdicts.js';

/** Where a test of CPython stands. */
type Standing = 'passing' | 'excused' | 'missing' | 'not for us';

/** A test of CPython, where it stands, and what there is to say about it. */
export interface Line extends CensusEntry {
  readonly standing: Standing;
  /** For `passing`: how ours differs, if it does. For `excused`: why it is absent. For `missing`: what became of it. */
  readonly note: string;
}

/** One package. */
export interface Row {
  readonly package: string;
  readonly lines: readonly Line[];
  /** Ran and passed; so many of them put in JavaScript's terms. */
  readonly passing: number;
  readonly adapted: number;
  /** Absent, with a reason. */
  readonly excused: number;
  /** Neither passing nor excused. */
  readonly missing: number;
}

/** What is said of single tests, by id. */
export type Notes = Readonly<Record<string, string>>;

/** Puts the board together: a row for each package. */
export function makeBoard(
  census: readonly CensusEntry[],
  verdicts: ReadonlyMap<string, Verdict>,
  { absent, differs }: { absent: Notes; differs: Notes },
): Row[] {
  const lines = census.map((entry): Line => {
    if (entry.applies === 'no') return { ...entry, standing: 'not for us', note: entry.reason };
    if (verdicts.get(entry.id) === 'passed') {
      return { ...entry, standing: 'passing', note: differs[entry.id] ?? entry.reason };
    }
    const why = absent[entry.id];
    // A test that failed is not excused by a reason for its absence.
    if (why !== undefined && !verdicts.has(entry.id)) return { ...entry, standing: 'excused', note: why };
    return { ...entry, standing: 'missing', note: verdicts.get(entry.id) ?? 'in no title' };
  });
  return [...PORTED, ...NOT_YET].map((name) =>
    makeRow(
      name,
      lines.filter((line) => line.package === name),
    ),
  );
}

function makeRow(name: string, lines: readonly Line[]): Row {
  const count = (standing: Standing): number => lines.filter((line) => line.standing === standing).length;
  return {
    package: name,
    lines,
    passing: count('passing'),
    adapted: lines.filter(({ standing, note }) => standing === 'passing' && note !== '').length,
    excused: count('excused'),
    missing: count('missing'),
  };
}

/** The ids that are missing, in the order of the board. */
export function missingIn(rows: readonly Row[]): string[] {
  return rows.flatMap(({ lines }) => lines.filter((line) => line.standing === 'missing').map(({ id }) => id));
}

/** The same, each with what became of it: it failed, was skipped, or is in no title. */
export function explainMissing(rows: readonly Row[]): string[] {
  const missing = rows.flatMap(({ lines }) => lines.filter(({ standing }) => standing === 'missing'));
  return missing.map(({ id, note }) => `${id}: ${note}`);
}

/** What is wrong with the notes themselves: they speak of a test that there is not, or of one that passes. */
export function problemsOf(
  census: readonly CensusEntry[],
  verdicts: ReadonlyMap<string, Verdict>,
  { absent, differs }: { absent: Notes; differs: Notes },
): string[] {
  const known = new Set(census.filter(({ applies }) => applies !== 'no').map(({ id }) => id));
  const all = new Set(census.map(({ id }) => id));
  const unknownNotes = [...Object.keys(absent), ...Object.keys(differs)].filter((id) => !known.has(id));
  const unknownTitles = [...verdicts.keys()].filter((id) => !all.has(id));
  const here = Object.keys(absent).filter((id) => verdicts.has(id));
  return [
    ...unknownNotes.map((id) => `${id}: there is a note, but no such test to port`),
    ...unknownTitles.map((id) => `${id}: a title carries it, but CPython has no such test`),
    ...here.map((id) => `${id}: said to be absent, but a title carries it`),
  ];
}
