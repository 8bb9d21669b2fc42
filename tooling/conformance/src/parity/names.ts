/** The public names of asyncio and contextvars: what ours are called, and why some are absent. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import * as umbrella from 'asyncio-ts';

import { absentNames } from './absent-names.js';

/** A name of CPython's, and what became of it. */
export interface NameLine {
  readonly module: string;
  readonly python: string;
  /** Our name for it, if the umbrella exports it. */
  readonly ours: string | undefined;
  /** Why there is none. */
  readonly reason: string | undefined;
}

const NAMES = fileURLToPath(new URL('../../fixtures/cpython-names.json', import.meta.url));

/** Names that are one word in Python and two in English. */
const SPELT: Readonly<Record<string, string>> = {
  iscoroutine: 'isCoroutine',
  iscoroutinefunction: 'isCoroutineFunction',
  isfuture: 'isFuture',
};

/** Every public name of CPython 3.14, in alphabetical order. */
export function compareNames(exported: object = umbrella): NameLine[] {
  const { asyncio, contextvars } = JSON.parse(readFileSync(NAMES, 'utf8')) as Record<string, string[]>;
  return [
    ...asyncio!.map((name) => compareName('asyncio', name, exported)),
    ...contextvars!.map((name) => compareName('contextvars', name, exported)),
  ];
}

function compareName(module: string, python: string, exported: object): NameLine {
  const name = SPELT[python] ?? camelCase(python);
  const ours = Object.hasOwn(exported, name) ? name : undefined;
  return { module, python, ours, reason: absentNames[python] };
}

/** `get_running_loop` to `getRunningLoop`; constants and classes stay as they are. */
function camelCase(name: string): string {
  if (name === name.toUpperCase()) return name;
  return name.replace(/(?<!^)_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Names that are neither exported nor absent for a reason, or both. */
export function nameProblems(lines: readonly NameLine[]): string[] {
  return lines
    .filter(({ ours, reason }) => (ours === undefined) === (reason === undefined))
    .map(({ module, python, ours }) =>
      ours === undefined
        ? `${module}.${python} is neither exported nor absent for a reason`
        : `${module}.${python} is exported as ${ours}, and said to be absent`,
    );
}
