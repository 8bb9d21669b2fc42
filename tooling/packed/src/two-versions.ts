/**
 * Two copies in one process: two versions, as when two libraries ask for different ones, or one version in two places.
 * Side by side they must get along; where one is given what the other made, somebody must be told what happened, and
 * what to do.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { closureOf, CommandFailed, filesIn, type Manifest, node } from '@asyncio-ts/workspace';

import { type Consumer } from './consumer.js';
import type { Npm } from './npm.js';
import { readCode, readProgram } from './program.js';
import type { Tarball } from './tarballs.js';
import { twoAtATime } from './two-at-a-time.js';

/** Above any version that there will be, so no range of these packages takes it. */
export const LATER = '99.0.0';
/** What the two libraries use, and show to the program that installs them. */
const USED = ['contextvars', 'tasks', 'sync', 'combinators'];
const LIBRARIES = { '@packed/now': 'now', '@packed/later': 'later' } as const;

/** Publishes the packages a second time, and the two libraries that want one version each. */
export async function publishTwoVersions(
  tarballs: readonly Tarball[],
  home: string,
  npm: Npm,
): Promise<void> {
  const chosen = tarballs.filter(({ folder }) => closureOf(USED).includes(folder));
  await twoAtATime(chosen, (tarball) => npm.publish(makeLater(tarball, home), 'later'));
  const used = chosen.filter(({ folder }) => USED.includes(folder));
  for (const [name, when] of Object.entries(LIBRARIES)) {
    await npm.publish(makeLibrary(name, when, used, home), 'latest');
  }
}

/** The package unpacked, with the other version in its package.json and wherever its code says so. */
function makeLater({ folder, unpacked, manifest }: Tarball, home: string): string {
  const later = join(home, 'later', folder);
  cpSync(unpacked, later, { recursive: true });
  writeFileSync(join(later, 'package.json'), JSON.stringify(laterManifest(manifest)));
  for (const file of filesIn(later).filter((path) => /^dist\/.*\.js$/.test(path))) {
    const code = readFileSync(join(later, file), 'utf8');
    writeFileSync(join(later, file), code.replaceAll(`"${manifest.version}"`, `"${LATER}"`));
  }
  return later;
}

export function laterManifest(manifest: Manifest): Manifest {
  const dependencies = Object.keys(manifest.dependencies ?? {}).map((name) => [name, `^${LATER}`]);
  return {
    ...manifest,
    version: LATER,
    dependencies: Object.fromEntries(dependencies) as Record<string, string>,
  };
}

function makeLibrary(name: string, when: 'now' | 'later', used: readonly Tarball[], home: string): string {
  const folder = join(home, 'libraries', when);
  mkdirSync(folder, { recursive: true });
  const dependencies = used.map((each) => [each.name, when === 'later' ? LATER : each.manifest.version]);
  const manifest = { name, version: '1.0.0', type: 'module', exports: './index.js' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, dependencies: Object.fromEntries(dependencies) as unknown }),
  );
  const lines = used.map((each) => `export * as ${each.folder} from '${each.name}';\n`);
  writeFileSync(join(folder, 'index.js'), lines.join(''));
  return folder;
}

/** Installs both libraries, and runs the program in which their versions do not meet. */
export async function checkApart(consumer: Consumer): Promise<string[]> {
  const problems = await consumer.install(Object.keys(LIBRARIES));
  return problems.length > 0 ? problems : consumer.run(readProgram('versions/apart.mjs'), ['mjs']);
}

/** Installs one library, and puts it there again with packages of its own, as a link to another project would. */
export async function installTwice(consumer: Consumer): Promise<string[]> {
  const [now, later] = Object.keys(LIBRARIES) as [string, string]; // it has the two
  const problems = await consumer.install([now]);
  if (problems.length > 0) return problems;
  const installed = join(consumer.folder, 'node_modules');
  cpSync(join(installed, now), join(installed, later), { recursive: true });
  const own = join(installed, later, 'node_modules', '@asyncio-ts');
  cpSync(join(installed, '@asyncio-ts'), own, { recursive: true });
  return [];
}

/** What happened where they met: the title of each meeting, and the message of the error, if there was one. */
export type Meetings = Readonly<Record<string, string | null>>;

export async function meet(consumer: Consumer, npm: Npm): Promise<Meetings> {
  const file = join(consumer.folder, 'meet.mjs');
  writeFileSync(file, readCode('versions/meet.mjs'));
  const { stdout, complaint } = await node([file], { cwd: consumer.folder, env: npm.environment });
  if (complaint !== undefined) throw new CommandFailed(complaint);
  return JSON.parse(stdout) as Meetings;
}

/**
 * Somebody who never heard of this must read what is there twice, in which versions, and how to get rid of it.
 *
 * @param versions - of each package, by its name: the one that is not `LATER`
 * @param both - whether the other copy is of that version, too, and not `LATER`
 */
export function checkMessage(
  message: string | null,
  versions: Readonly<Record<string, string>>,
  both = false,
): string[] {
  if (message === null) return ['threw nothing: two copies met, and nobody was told'];
  const name = /^.*two copies of (@asyncio-ts\/\w+)/.exec(message)?.[1]; // in the first line
  if (name === undefined)
    return [`threw an error whose first line has no “two copies of @asyncio-ts/…”:\n${message}`];
  const mine = versions[name] ?? name;
  const wanted = both ? [`${name} meet, both ${mine}\n`] : [mine, LATER];
  const missing = [
    ...wanted.filter((part) => !message.includes(part)).map((part) => `“${part.trim()}”`),
    ...(/npm (?:ls|dedupe)/.test(message) ? [] : ['what to do: npm ls, npm dedupe']),
  ];
  return missing.length === 0 ? [] : [`threw an error without ${missing.join(', without ')}:\n${message}`];
}
