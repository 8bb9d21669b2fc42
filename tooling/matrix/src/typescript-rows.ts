/** The rows that compile programs against the declarations of the built packages, as somebody who installed them does. */
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { node, publishedPackages, ROOT, TemporaryFolder } from '@asyncio-ts/workspace';

import type { Outcome, Row } from './row.js';

const MATRIX = join(ROOT, 'tooling/matrix');
const CONSUMERS = join(MATRIX, 'consumers');
const VERSIONS = ['5.9', '6.0', '7.0'];

/** The compiler options that differ from one consumer to the next: each of them both ways. */
const SETTINGS = [
  { module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022', 'esnext.disposable'] },
  { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] },
];

/** Each compiler that the declarations promise to work with. */
export const typescriptRows: readonly Row[] = VERSIONS.map((version) => ({
  name: `typescript-${version}`,
  what: `TypeScript ${version} compiles programs that use every package`,
  run: () => compileConsumers(join(MATRIX, 'node_modules', `typescript-${version}`, 'bin/tsc')),
}));

async function compileConsumers(tsc: string): Promise<Outcome> {
  using temporary = new TemporaryFolder('consumers');
  const folder = temporary.path;
  const programs = settle(folder);
  const { output: said } = await node([tsc, '--version']);
  const complaints: string[] = [];
  for (const settings of SETTINGS) {
    writeConfig(folder, settings);
    const { complaint, output } = await node([tsc, '-p', folder], { cwd: folder });
    if (complaint !== undefined) complaints.push(`with ${JSON.stringify(settings)}\n${output.trim()}`);
  }
  return {
    verdict: complaints.length === 0 ? 'passed' : 'failed',
    version: said.trim().replace('Version ', ''),
    passed: SETTINGS.length - complaints.length,
    failed: complaints.length,
    leftOut: [],
    unit: `compilations of ${programs} programs`,
    complaint: complaints.join('\n'),
  };
}

/** A project with the programs, and the packages as npm would have put them there. Returns how many programs there are. */
function settle(folder: string): number {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const { name, root } of publishedPackages()) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(root, place, 'junction');
  }
  const programs = readdirSync(CONSUMERS).filter((name) => /\.m?ts$/.test(name));
  for (const name of programs) cpSync(join(CONSUMERS, name), join(folder, name));
  return programs.length - 1; // same.ts is none
}

/** What is not here is as `tsc --init` has it or stricter: no `skipLibCheck`, and no types of Node's. */
function writeConfig(folder: string, settings: object): void {
  const compilerOptions = { ...settings, target: 'es2022', strict: true, noEmit: true, types: [] };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', '*.mts'] }, null, 2),
  );
}
