// Packs every package and checks the tarballs as a stranger would meet them.
//
//   npm run check:pack            all packages (build first)
//   npm run check:pack -- sync    one of them
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const wanted = process.argv.slice(2);
const folders = wanted.length > 0 ? wanted : readdirSync('packages');
const out = mkdtempSync(join(tmpdir(), 'pack-'));

let failures = 0;
try {
  // Each package spends most of its time waiting for a process to start: two at a time.
  const queue = [...folders];
  await Promise.all([worker(queue), worker(queue)]);
  if (wanted.length === 0) report('declarations', await checkDeclarations());
} finally {
  rmSync(out, { recursive: true });
}
process.exitCode = failures === 0 ? 0 : 1;

async function worker(queue) {
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    report(folder, [...(await check(folder)), ...(await checkNames(folder))]);
  }
}

function report(name, complaints) {
  failures += complaints.length;
  console.log(
    complaints.length === 0 ? `✓ ${name}` : `✗ ${name}\n${complaints.join('\n').replace(/^/gm, '    ')}`,
  );
}

/** Bundlers rename a class that names itself; messages and users' logs then say `_Task`. */
async function checkNames(folder) {
  const built = await import(pathToFileURL(`packages/${folder}/dist/index.js`).href);
  return Object.entries(built)
    .filter(([, value]) => typeof value === 'function' && /^class\b/.test(String(value)))
    .filter(([name, value]) => value.name !== name)
    .map(([name, value]) => `${name} is called ${value.name} when built`);
}

/** The declarations of all packages, compiled as by somebody who does not skip those of libraries. */
async function checkDeclarations() {
  const folder = 'packages/testing/node_modules/.cache'; // from there, every package is found as a user finds it
  mkdirSync(folder, { recursive: true });
  const names = folders
    .filter((each) => each !== 'asyncio') // declares nothing of its own, and `testing` does not know it
    .map((each) => JSON.parse(readFileSync(`packages/${each}/package.json`, 'utf8')).name);
  const file = join(folder, 'consumer.mts');
  writeFileSync(file, names.map((name, i) => `export * as p${i} from '${name}';`).join('\n'));
  const flags = '--noEmit --strict --skipLibCheck false --target es2022 --module nodenext --types node'.split(
    ' ',
  );
  const { complaint } = await run('tsc', '--ignoreConfig', ...flags, '--lib', 'es2022,dom', file);
  return complaint === undefined ? [] : [complaint];
}

/** What is wrong with the tarball of one package. */
async function check(folder) {
  const destination = mkdtempSync(join(out, `${folder}-`));
  const packed = await run(
    'pnpm',
    '--silent',
    '-C',
    `packages/${folder}`,
    'pack',
    '--pack-destination',
    destination,
  );
  const file = readdirSync(destination)[0];
  if (file === undefined) return [packed.complaint ?? 'pnpm pack wrote no tarball'];

  const tarball = join(destination, file);
  const listed = new Set((await run('tar', 'tzf', tarball)).stdout.split('\n'));
  const manifest = JSON.parse((await run('tar', 'xzOf', tarball, 'package/package.json')).stdout);
  const tools = [
    await run('publint', tarball, '--strict'),
    await run('attw', tarball, '--profile', 'esm-only', '--quiet'),
  ];
  return [
    ...tools.flatMap(({ complaint }) => complaint ?? []),
    // publint and attw do not look behind conditions they have never heard of.
    ...targets(manifest.exports)
      .filter((target) => !listed.has(`package/${target.slice(2)}`))
      .map((target) => `${target} is exported but not shipped`),
    ...['README.md', 'LICENSE']
      .filter((name) => !listed.has(`package/${name}`))
      .map((name) => `${name} is missing`),
    ...[...listed]
      .filter((path) => /^package\/(?:src|test)\//.test(path))
      .map((path) => `${path} should stay home`),
    ...(/"(?:workspace|catalog):/.test(JSON.stringify(manifest))
      ? ['package.json has an unresolved protocol']
      : []),
  ];
}

function targets(node) {
  return typeof node === 'string' ? [node] : Object.values(node ?? {}).flatMap(targets);
}

/** Runs a command to its end; `complaint` is all it printed, when it failed. */
function run(command, ...args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { shell: process.platform === 'win32' });
    let stdout = '';
    let all = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk) => (all += chunk));
    child.on('error', (error) => resolve({ stdout, complaint: `${command}: ${error.message}` }));
    child.on('close', (code) =>
      resolve({
        stdout,
        complaint: code === 0 ? undefined : `${command} ${args.join(' ')}\n${all}`.trimEnd(),
      }),
    );
  });
}
