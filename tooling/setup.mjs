// Makes a fresh clone ready with nothing but Node and npm: installs with the pnpm that package.json names.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(`Node 20.19, 22.12 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

// Installed already from exactly these files? Then there is nothing to do.
const stamp = 'node_modules/.setup-stamp';
const hash = createHash('sha256').update(process.platform + process.arch);
for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) hash.update(readFileSync(file));
const wanted = hash.digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8')); // "pnpm@10.34.9"
console.log(`Installing with ${packageManager}: once, and again when dependencies change ...`);
const { status } = spawnSync(
  'npx',
  [
    '--yes',
    '--loglevel=error',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=append-only',
    '--loglevel=warn',
  ],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
if (status === 0) writeFileSync(stamp, wanted);
process.exit(status ?? 1);
