/** A clean folder of somebody who installs packages and writes a program. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Ended, node } from '@asyncio-ts/workspace';

import type { Npm } from './npm.js';
import { compareOutput, type Program } from './program.js';
import { compile } from './typescript.js';

/** Compiled as an ES module, which imports; as CommonJS, which requires; or plain JavaScript, as it is. */
export type Form = 'mts' | 'cts' | 'mjs';

export class Consumer {
  readonly folder: string;
  readonly #npm: Npm;

  constructor(home: string, name: string, npm: Npm) {
    this.folder = join(home, 'consumers', name);
    this.#npm = npm;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', private: true }),
    );
  }

  async install(names: readonly string[]): Promise<string[]> {
    const { complaint } = await this.#npm.run('npm', ['install', ...names], this.folder);
    return complaint === undefined ? [] : [complaint];
  }

  /** The same with pnpm, where a program can import nothing but what it has asked for. */
  async installStrictly(names: readonly string[]): Promise<string[]> {
    const { complaint } = await this.#npm.run('pnpm', ['add', '--ignore-workspace', ...names], this.folder);
    return complaint === undefined ? [] : [complaint];
  }

  /** What `npm ls` knows, as JSON. */
  list(): Promise<Ended> {
    return this.#npm.run('npm', ['ls', '--all', '--json', '--long'], this.folder);
  }

  /** Compiles `program` in each form, runs it, and compares what it prints. */
  async run(program: Program, forms: readonly Form[]): Promise<string[]> {
    for (const form of forms) writeFileSync(join(this.folder, `program.${form}`), program.code);
    const typed = forms.filter((form) => form !== 'mjs').map((form) => `program.${form}`);
    const host = program.code.includes("'node:") ? 'node' : 'any'; // Node's types take longer than all the rest
    const problems = typed.length === 0 ? [] : await compile(this.folder, typed, { host, out: '.' });
    if (problems.length > 0) return problems;
    const found: string[] = [];
    for (const form of forms) found.push(...(await this.#runForm(program, form)));
    return found;
  }

  async #runForm({ name, expected }: Program, form: Form): Promise<string[]> {
    const script = `program.${form.replace('ts', 'js')}`;
    // Whether `require` of an ES module is an experiment depends on Node's version, and is no fault of the packages.
    const flags = ['--disable-warning=ExperimentalWarning'];
    const options = { cwd: this.folder, env: this.#npm.environment };
    const { stdout, stderr, complaint } = await node([...flags, script], options);
    const found = complaint === undefined ? compareOutput(expected, stdout, stderr) : [complaint];
    return found.map((each) => `${name}, as ${script}: ${each}`);
  }
}
