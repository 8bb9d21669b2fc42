// What a mutation run found: how many changes the tests noticed, and which of the others are excused.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The excuses, by file: `{"packages/sync/src/lock.ts": [{"line", "change", "reason"}]}`. */
export function readExcuses() {
  return JSON.parse(readFileSync(new URL('../excused.json', import.meta.url), 'utf8'));
}

const ROOT = new URL('../../../', import.meta.url);
const SCORES = new URL('../scores.json', import.meta.url);

/** Writes down the scores of the files of a report, beside those of others, and forgets files that are gone. */
export function keepScores({ files }, { excused, survivors }) {
  const before = existsSync(SCORES) ? JSON.parse(readFileSync(SCORES, 'utf8')) : {};
  const count = (found, path) => found.filter((mutant) => mutant.path === path).length;
  const now = Object.entries(files).map(([path, { mutants }]) => [
    path,
    {
      caught: mutants.filter(({ status }) => CAUGHT.has(status)).length,
      excused: count(excused, path),
      survived: count(survivors, path),
    },
  ]);
  const scores = { ...before, ...Object.fromEntries(now) };
  const lines = Object.keys(scores)
    .filter((path) => existsSync(new URL(path, ROOT)))
    .sort()
    .map((path) => `  ${JSON.stringify(path)}: ${JSON.stringify(scores[path])}`);
  writeFileSync(SCORES, `{\n${lines.join(',\n')}\n}\n`);
}

const CAUGHT = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);
const LEFT = new Set(['Survived', 'NoCoverage']);

/**
 * Counts a report of Stryker's. `survivors` are the changes that nobody noticed and nothing excuses; `stale` are excuses
 * for files of the report that no survivor needs. The score is in percent of all changes but the excused ones.
 */
export function scoreOf(name, { files }, excuses) {
  const caught = [];
  const excused = [];
  const survivors = [];
  const used = new Set();
  for (const [path, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const mutant of mutants) {
      const found = describe(path, lines, mutant);
      if (CAUGHT.has(mutant.status)) caught.push(found);
      if (!LEFT.has(mutant.status)) continue;
      const excuse = excuses[path]?.find(
        ({ line, change }) => line === found.line && change === found.change,
      );
      if (excuse) used.add(excuse);
      (excuse ? excused : survivors).push(found);
    }
  }
  const stale = Object.keys(files).flatMap((path) =>
    (excuses[path] ?? []).filter((excuse) => !used.has(excuse)).map((excuse) => ({ path, ...excuse })),
  );
  const total = caught.length + survivors.length;
  return {
    name,
    caught: caught.length,
    excused,
    survivors,
    stale,
    raw: percent(caught.length, total + excused.length),
    score: percent(caught.length, total),
  };
}

function percent(part, whole) {
  return whole === 0 ? 100 : (100 * part) / whole;
}

/** A change, so that it is known again when lines have moved: the line it begins in, and what became of what. */
function describe(path, lines, { location: { start, end }, replacement, mutatorName, status }) {
  const text = lines.slice(start.line - 1, end.line).join('\n');
  const lastLine = lines.slice(start.line - 1, end.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const original = text.slice(start.column - 1, lastLine + end.column - 1);
  return {
    path,
    at: `${path}:${start.line}:${start.column}`,
    line: lines[start.line - 1].trim(),
    change: `${brief(original)} -> ${brief(replacement)}`,
    mutatorName,
    status,
  };
}

function brief(code) {
  const flat = code.replace(/\s+/g, ' ').trim();
  return flat.length > 100 ? `${flat.slice(0, 60)} … ${flat.slice(-37)}` : flat;
}

/** What is printed for a package. */
export function summaryOf({ name, caught, excused, survivors, stale, raw, score }) {
  return [
    '',
    `${name}: ${caught} caught, ${excused.length} excused, ${survivors.length} survived: ` +
      `${score.toFixed(1)} % (${raw.toFixed(1)} % with the excused)`,
    ...survivors.map(
      ({ at, line, change, status }) =>
        `  ${at}${status === 'NoCoverage' ? ' (never run)' : ''}\n    ${line}\n    ${change}`,
    ),
    ...stale.map(({ path, line, change }) => `  excused for nothing: ${path}\n    ${line}\n    ${change}`),
  ].join('\n');
}
