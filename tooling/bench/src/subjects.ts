/** Who is measured: which of them are installed, in which version, and which of them has a program for a case. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findPython } from '@asyncio-ts/conformance/python';

import type { Case } from './case.js';
import { SOURCES } from './compile.js';

/** One of those that are measured, and installed. */
export interface Subject {
  /** As in tables and on the command line. */
  readonly name: string;
  readonly version: string;
  /** The name of its programs: `ours.ts`, `asyncio.py`. */
  readonly program: string;
  /** Whose event loop they run in. */
  readonly host: string;
  /** What starts a child process, but for the jobs. */
  readonly command: readonly [command: string, ...args: string[]];
  /** Where its programs lie, in `cases/NAME/`. */
  readonly folder: string;
}

/** Those here, in the order of tables; and those that are not, with the reason. */
export interface Subjects {
  readonly present: readonly Subject[];
  readonly absent: Readonly<Record<string, string>>;
}

const HOSTS = { effect: 'effect', effection: 'effection', co: 'co' } as const;
const ON_PROMISES = ['p-limit', 'p-queue', 'p-map', 'async-mutex'];

/**
 * Finds all subjects.
 *
 * @param compiled - what `compile` returned
 */
export function findSubjects(compiled: string): Subjects {
  const present: Subject[] = [
    oursIn(compiled, 'ours'),
    onNode(compiled, 'native', 'native', process.versions.node),
  ];
  const absent: Record<string, string> = {};
  for (const name of [...Object.keys(HOSTS), ...ON_PROMISES]) {
    const version = versionOf(name);
    if (version === undefined) absent[name] = 'not installed';
    else present.push(onNode(compiled, name, (HOSTS as Record<string, string>)[name] ?? 'native', version));
  }
  addPython(present, absent);
  return { present, absent };
}

/** Ours, as built in the checkout that `compiled` lies in. */
export function oursIn(compiled: string, name: string): Subject {
  return { ...onNode(compiled, name, 'ours', versionOf('asyncio-ts') ?? '?'), program: 'ours.ts' };
}

function onNode(compiled: string, name: string, host: string, version: string): Subject {
  const command = [process.execPath, '--expose-gc', join(compiled, 'child.js')] as const;
  return { name, version, program: `${name}.ts`, host, command, folder: compiled };
}

function addPython(present: Subject[], absent: Record<string, string>): void {
  // Whoever names one means that one; else the version that ours is a port of, or any.
  const python = (process.env['PYTHON'] ? undefined : findPython('3.13')) ?? findPython('3');
  if (python === undefined) {
    absent['asyncio'] = absent['uvloop'] =
      'no Python found: put python3 on the PATH, or its path into PYTHON';
    return;
  }
  const program = { program: 'asyncio.py', folder: SOURCES };
  const command = [python.command, '-B', '-W', 'ignore', join(SOURCES, 'child.py')] as const;
  present.push({
    name: 'asyncio',
    version: `CPython ${python.version}`,
    host: 'asyncio',
    command,
    ...program,
  });
  const script = 'import uvloop; print(uvloop.__version__)';
  const { status, stdout } = spawnSync(python.command, ['-c', script], { encoding: 'utf8' });
  if (status !== 0) absent['uvloop'] = `this Python, ${python.version}, cannot import it`;
  else present.push({ name: 'uvloop', version: stdout.trim(), host: 'uvloop', command, ...program });
}

function versionOf(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../node_modules/${name}/package.json`, import.meta.url));
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** The program of a subject for a case, as its child process loads it; `undefined` if there is none. */
export function programOf({ program, folder }: Subject, { name }: Case): string | undefined {
  if (!existsSync(join(SOURCES, 'cases', name, program))) return undefined;
  return join(folder, 'cases', name, program.replace(/\.ts$/, '.js'));
}
