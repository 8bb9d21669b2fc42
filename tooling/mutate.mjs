// Are the tests any good? Changes the sources in small ways, one at a time, and looks whether a test notices.
//
//   pnpm mutate                         all packages of the list below; takes hours
//   pnpm mutate sync queues             only these
//   pnpm mutate tasks --file task.ts    only this file of it; --file may be repeated
//
// A change that no test notices must be excused in tooling/mutation/excused.json, with the reason; otherwise this fails.
// The scores are kept in tooling/mutation/scores.json, for docs/conformance.md.
// Works on a copy of the repository: the sources here are not touched.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { keepScores, readExcuses, scoreOf, summaryOf } from './mutation/src/score.js';

const PACKAGES = ['sync', 'queues', 'structured', 'combinators', 'tasks'];
const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
const reports = join(root, 'node_modules/.cache/mutation');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string', multiple: true }, concurrency: { type: 'string' } },
});
const folders = positionals.length > 0 ? positionals : PACKAGES;
const unknown = folders.filter((folder) => !existsSync(join(root, 'packages', folder)));
if (unknown.length > 0) {
  console.error(`No such package: ${unknown.join(', ')}. There are ${PACKAGES.join(', ')}.`);
  process.exit(2);
}

process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
makeCopy();
const scores = folders.map((folder) => {
  mutate(folder);
  const report = JSON.parse(readFileSync(join(reports, `${folder}.json`), 'utf8'));
  const score = scoreOf(folder, report, readExcuses());
  console.log(summaryOf(score));
  keepScores(report, score);
  return score;
});
process.exitCode = scores.every(({ survivors, stale }) => survivors.length + stale.length === 0) ? 0 : 1;

/** A copy of what Git would commit, so that a mutated file is seen by every import of it, by any name. */
function makeCopy() {
  const listed = runOrDie('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  for (const path of listed.split('\0').filter(Boolean)) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  runOrDie('pnpm', ['install', '--offline', '--no-frozen-lockfile', '--ignore-scripts'], copy);
}

/** Runs Stryker on one package, with that package's own tests. */
function mutate(folder) {
  const files = values.file ?? ['**/*.ts'];
  const config = {
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner'],
    coverageAnalysis: 'perTest',
    mutate: files.map((file) => `packages/${folder}/src/${file}`),
    inPlace: true, // the copy is ours: a sandbox of Stryker's own would link back to it
    ignorePatterns: ['**/dist', '**/coverage'],
    tempDirName: 'node_modules/.cache/stryker',
    concurrency: Number(values.concurrency ?? availableParallelism()),
    timeoutMS: 1500,
    timeoutFactor: 2,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: join(reports, `${folder}.json`) },
    allowConsoleColors: false,
    disableTypeChecks: false,
    checkers: [],
  };
  const path = join(copy, 'stryker.config.json');
  writeFileSync(path, JSON.stringify(config, undefined, 2));
  const { status } = spawnSync('node', ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', path], {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, MUTATE: `@asyncio-ts/${folder}` },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function runOrDie(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return stdout;
  console.error(`${command} ${args.join(' ')} failed\n${stdout ?? ''}${stderr ?? error?.message ?? ''}`);
  process.exit(1);
}
