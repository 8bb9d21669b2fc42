// Everything that must hold, step by step. `npm test` runs this.
//
//   npm test                    all steps; one that passed on exactly these files is not run again
//   npm test -- unit lint       only these
//   npm test -- --force         all steps, whatever passed before
//   npm test -- --bail          stop at the first failure
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const cache = 'node_modules/.cache/asyncio-ts';
const report = join(cache, 'vitest.json');
const browserReport = join(cache, 'vitest-browser.json');
mkdirSync(cache, { recursive: true });

/**
 * In an order in which two of them at once leave no core idle for long; the tests, which use both, come last.
 * `run` is the npm script, `args()` what it is called with. `live` shows its output as it comes. `again` runs it even
 * when nothing changed. `needs` is a step without which this one means nothing. `docs` says that it reads Markdown, too.
 * `note()` is what else its line says.
 */
const steps = [
  { name: 'lint', what: 'ESLint with the house rules', run: 'lint' },
  { name: 'format', what: 'Prettier', run: 'format:check' },
  { name: 'types', what: 'TypeScript over sources, tests and tools', run: 'typecheck' },
  { name: 'build', what: 'every package, ESM and declarations', run: 'build', again: true },
  {
    name: 'site',
    what: 'the site is built, and its links lead somewhere',
    run: 'check:site',
    needs: 'build',
    docs: true,
  },
  {
    name: 'chromium',
    what: 'the site and its playground in a real browser',
    run: 'test:browser',
    args: () => reporters(browserReport),
    note: () =>
      skippedIn(browserReport) > 0 ? `; ${skippedIn(browserReport)} tests skipped: no Chromium` : '',
    again: true,
    needs: 'site',
  },
  { name: 'graph', what: 'who may import whom', run: 'check:graph' },
  {
    name: 'pack',
    what: 'the tarballs, as a stranger meets them',
    run: 'pack:check',
    args: () => ['--tarballs'],
    needs: 'build',
    docs: true,
  },
  { name: 'unused', what: 'dead files, exports and dependencies', run: 'check:unused' },
  {
    name: 'bundles',
    what: 'what bundlers make of the packages: size, what is left out, maps, docs',
    run: 'check:bundles',
    needs: 'build',
  },
  {
    name: 'compilers',
    what: 'TypeScript 5.9, 6.0 and 7 compile what uses the packages',
    run: 'matrix',
    args: () => ['typescript', '--strict'],
    needs: 'build',
  },
  {
    name: 'memory',
    what: 'nothing is left of 100,000 tasks, timers, waits … (pnpm check:memory: of a million)',
    run: 'check:memory',
    args: () => ['--rounds=5'],
    needs: 'build',
  },
  {
    name: 'unit',
    what: 'all tests, with coverage',
    run: 'test:unit',
    args: () => reporters(report),
    live: true,
    again: true,
  },
  {
    name: 'parity',
    what: 'CPython’s tests and names, by the report of these tests',
    run: 'parity',
    args: () => (existsSync(report) ? [`--report=${resolve(report)}`] : []),
    again: true,
    needs: 'unit',
  },
];

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));
const unknown = names.filter((name) => !steps.some((step) => step.name === name));
if (args.includes('--help') || unknown.length > 0) {
  console.log(
    readFileSync(fileURLToPath(import.meta.url), 'utf8')
      .split('\nimport')[0]
      .replace(/^\/\/ ?/gm, ''),
  );
  console.log(`\nSteps: ${steps.map((step) => step.name).join(', ')}`);
  process.exit(unknown.length > 0 ? 1 : 0);
}

const chosen = names.length > 0 ? steps.filter((step) => names.includes(step.name)) : steps;
const force = args.includes('--force') || names.length > 0;
const bail = args.includes('--bail');
const results = new Map();
const started = performance.now();
for (const file of [report, browserReport]) rmSync(file, { force: true });

await takeAll();
summarize();

/** Takes the steps in their order, two at once where they allow it: most of them leave a core idle. */
async function takeAll() {
  const left = [...chosen];
  const underWay = new Set();
  while (left.length > 0 || underWay.size > 0) {
    const next = left.find((step) => mayBegin(step, left, underWay));
    if (next === undefined) {
      await Promise.race(underWay);
      continue;
    }
    left.splice(left.indexOf(next), 1);
    const taking = take(next).then((result) => {
      results.set(next.name, result);
      underWay.delete(taking);
    });
    underWay.add(taking);
    taking.alone = next.live;
  }
}

function mayBegin(step, left, underWay) {
  if (step.needs && chosen.some(({ name }) => name === step.needs) && !results.has(step.needs)) return false;
  if (step.live) return underWay.size === 0 && left[0] === step; // its output stands by itself
  return underWay.size < 2 && ![...underWay].some(({ alone }) => alone) && !left[0].live;
}

/** Runs one step and prints its line: 'passed', 'failed' or 'skipped'. */
async function take(step) {
  const label = `${String(chosen.indexOf(step) + 1).padStart(2)}/${chosen.length} ${step.name.padEnd(8)} ${step.what}`;
  if (
    (bail && [...results.values()].includes('failed')) ||
    ['failed', 'skipped'].includes(results.get(step.needs))
  ) {
    console.log(`– ${label}: not run, for ${step.needs ?? 'another step'} did not pass`);
    return 'skipped';
  }
  const stamp = join(cache, `${step.name}.passed`);
  const files = fingerprint(step);
  if (!force && !step.again && existsSync(stamp) && readFileSync(stamp, 'utf8') === files) {
    console.log(`✓ ${label}: passed on these files before`);
    return 'passed';
  }
  if (step.live) console.log(`… ${label}`);
  const { code, output, seconds } = await npmRun(step);
  console.log(`${code === 0 ? '✓' : '✗'} ${label} (${seconds.toFixed(1)} s${step.note?.() ?? ''})`);
  if (code === 0) {
    writeFileSync(stamp, files);
    return 'passed';
  }
  rmSync(stamp, { force: true });
  if (output.trim()) console.log(`${output.trimEnd().replace(/^/gm, '    ')}\n`);
  return 'failed';
}

function npmRun({ run, args: extra = () => [], live }) {
  const begin = performance.now();
  const path = join(process.cwd(), 'node_modules', '.bin') + delimiter + process.env.PATH;
  const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  if (process.stdout.isTTY && !process.env.NO_COLOR) env.FORCE_COLOR = '1';
  const child = spawn('pnpm', ['--silent', 'run', run, ...extra()], {
    env,
    stdio: live ? 'inherit' : 'pipe',
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    const end = (code) => resolve({ code, output, seconds: (performance.now() - begin) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      end(1);
    });
    child.on('close', end);
  });
}

/** A hash of everything a step may read: all files of the repository, and Node's version. */
function fingerprint({ docs }) {
  const hash = createHash('sha256').update(process.version);
  const left = new Set(['node_modules', 'dist', 'coverage', '.turbo', '.cache', '.git', '__pycache__']);
  left.add(join('apps', 'docs', 'pages', 'reference')).add(join('apps', 'docs', '.vitepress', 'cache'));
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (left.has(entry.name) || left.has(path)) continue;
      if (entry.isDirectory()) visit(path);
      else if (docs || !path.endsWith('.md'))
        hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    }
  };
  visit('.');
  return hash.digest('hex');
}

function reporters(file) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${resolve(file)}`];
}

function skippedIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).numPendingTests : 0;
}

/** Says how it went, and leaves the counts for .ci/run: tests and steps together. */
function summarize() {
  const steps = [...results];
  const having = (wanted) => steps.filter(([, result]) => result === wanted).map(([name]) => name);
  const reports = [report, browserReport].filter((file) => existsSync(file));
  const tests = reports.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const sum = (key) => tests.reduce((total, counts) => total + counts[key], 0);
  const passed = having('passed').length + sum('numPassedTests');
  const failed = having('failed').length + sum('numFailedTests');
  const skipped = having('skipped').length + sum('numPendingTests') + sum('numTodoTests');
  writeFileSync(
    join(cache, 'counts.txt'),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  );

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failures = having('failed');
  console.log(
    failures.length === 0
      ? `\n✓ ${having('passed').length} steps passed in ${seconds} s`
      : `\n✗ failed after ${seconds} s: ${failures.join(', ')} (one alone: npm test -- ${failures[0]})`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}
