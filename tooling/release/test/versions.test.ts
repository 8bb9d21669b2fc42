// What a release does to versions and changelogs, tried in copies of the workspace.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { dependentsOf, nameOf, publishedPackages, ROOT } from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';

import { pendingBumps, tooLow } from '../src/changesets.js';
import { WorkspaceCopy } from './workspace-copy.js';

const packages = publishedPackages();
const names = packages.map(({ name }) => name);
/** Those that have `folder` in their dependencies, by name. */
const followersOf = (folder: string): string[] => dependentsOf(folder).map(nameOf).sort();

/** All at 0.1.0, but for those in `changed`. */
function versionsWith(changed: Readonly<Record<string, string>>): Record<string, string> {
  return { ...Object.fromEntries(names.map((name) => [name, '0.1.0'])), ...changed };
}

function patched(followers: readonly string[]): Record<string, string> {
  return Object.fromEntries(followers.map((name) => [name, '0.1.1']));
}

/** A workspace with all at 0.1.0, in which one package was changed, and `changeset version` run. */
async function afterBump(
  name: string,
  bump: string,
  summary = 'Something is different.',
): Promise<WorkspaceCopy> {
  const copy = await WorkspaceCopy.make();
  await copy.resetTo('0.1.0');
  await copy.addChangeset({ [name]: bump }, summary);
  await copy.applyChangesets();
  return copy;
}

describe('a patch', () => {
  it('moves one package only: the ranges of its dependents still hold', async () => {
    using copy = await afterBump('@asyncio-ts/sync', 'patch', 'A lock is faster.\n\nMuch:\n\n- twice');
    expect(copy.versions()).toEqual(versionsWith(patched(['@asyncio-ts/sync'])));
    expect(copy.changelog('sync')).toBe(
      '# @asyncio-ts/sync\n\n## 0.1.1\n\n### Patch Changes\n\n- A lock is faster.\n\n  Much:\n\n  - twice\n',
    );
    expect(existsSync(join(copy.folder, 'packages/queues/CHANGELOG.md'))).toBe(false);
  });
});

describe('a minor version before 1.0', () => {
  it('is followed by exactly those that depend on the package', async () => {
    using copy = await afterBump('@asyncio-ts/sync', 'minor');
    const followers = followersOf('sync');
    expect(followers).toEqual(['@asyncio-ts/queues', '@asyncio-ts/testing', 'asyncio-ts']);
    expect(copy.versions()).toEqual(versionsWith({ '@asyncio-ts/sync': '0.2.0', ...patched(followers) }));
    expect(copy.changelog('queues')).toBe(
      '# @asyncio-ts/queues\n\n## 0.1.1\n\n### Patch Changes\n\n- Takes `@asyncio-ts/sync` 0.2.0.\n',
    );
    expect(copy.changelog('asyncio')).toContain(
      '\n- Takes `@asyncio-ts/queues` 0.1.1 and `@asyncio-ts/sync` 0.2.0.\n',
    );
  });

  it('stops at a follower whose own dependents can take its patch', async () => {
    using copy = await afterBump('@asyncio-ts/loop', 'minor');
    const followers = followersOf('loop');
    expect(followers).not.toContain('@asyncio-ts/sync'); // it depends on tasks, and ^0.1.0 takes tasks 0.1.1
    expect(copy.versions()).toEqual(versionsWith({ '@asyncio-ts/loop': '0.2.0', ...patched(followers) }));
  });
});

describe('a major version', () => {
  it.each(['tasks', 'loop'])('of %s is followed by exactly those that depend on it', async (folder) => {
    using copy = await afterBump(nameOf(folder), 'major');
    expect(copy.versions()).toEqual(
      versionsWith({ [nameOf(folder)]: '1.0.0', ...patched(followersOf(folder)) }),
    );
  });

  it('is what the packages of its followers ask for', async () => {
    using copy = await afterBump('@asyncio-ts/tasks', 'major');
    const { dependencies } = await copy.packedManifest('queues');
    expect(dependencies).toEqual({ '@asyncio-ts/sync': '^0.1.1', '@asyncio-ts/tasks': '^1.0.0' });
  });
});

describe('the first release', () => {
  it('makes every package 0.1.0, with a changelog that says what it has', async () => {
    using copy = await WorkspaceCopy.make();
    const unreleased = packages.filter(({ manifest }) => manifest.version === '0.0.0');
    if (unreleased.length > 0) await copy.applyChangesets(); // else it was done, and is looked at as it is
    for (const { name, folder } of packages) {
      const changelog = copy.changelog(folder);
      const first = changelog.slice(changelog.indexOf('## 0.1.0\n'));
      expect(changelog.startsWith(`# ${name}\n\n## `), name).toBe(true);
      expect(first, name).toMatch(/^## 0\.1\.0\n\n### Minor Changes\n\n- First release: [^]{60,}\.\n$/);
      expect(first, name).not.toMatch(/Takes|[0-9a-f]{7}:/);
    }
    const versions = copy.versions();
    for (const { name } of unreleased) expect(versions[name], name).toBe('0.1.0');
  });
});

describe('changesets', () => {
  it('that wait are for packages that are published, and raise what is built on what they break', () => {
    const pending = pendingBumps(ROOT);
    expect(Object.keys(pending).filter((name) => !names.includes(name))).toEqual([]);
    expect(tooLow(pending, packages)).toEqual([]);
  });

  it('are taken together: the highest counts', async () => {
    using copy = await WorkspaceCopy.make();
    await copy.resetTo('0.1.0');
    const write = (file: string, ...bumps: string[]): void =>
      copy.write(`.changeset/${file}`, ['---', ...bumps, '---', '', 'Text.', ''].join('\n'));
    write('one.md', `'@asyncio-ts/sync': minor`, `'@asyncio-ts/loop': patch`);
    write('two.md', `'@asyncio-ts/sync': patch`);
    write('empty.md');
    expect(pendingBumps(copy.folder)).toEqual({ '@asyncio-ts/sync': 'minor', '@asyncio-ts/loop': 'patch' });
  });

  const at = (version: string) =>
    packages.map((each) => ({ ...each, manifest: { ...each.manifest, version } }));
  const dependents = { '@asyncio-ts/queues': 'minor', '@asyncio-ts/testing': 'minor', 'asyncio-ts': 'minor' };

  it('must raise all that is built on what breaks', () => {
    const bumps = { '@asyncio-ts/sync': 'minor', ...dependents };
    expect(tooLow(bumps, at('0.1.0'))).toEqual([]);
    expect(tooLow({ ...bumps, '@asyncio-ts/queues': 'patch' }, at('0.1.0'))).toEqual([
      '@asyncio-ts/queues needs a changeset: minor, for it is built on @asyncio-ts/sync',
    ]);
    expect(tooLow({ '@asyncio-ts/structured': 'major' }, at('1.0.0'))).toHaveLength(3); // combinators, the two wholes
  });

  it('must raise a dependent as far as its own version asks, not that of what breaks', () => {
    const mixed = (versions: Readonly<Record<string, string>>) =>
      at('0.1.0').map((each) => ({
        ...each,
        manifest: { ...each.manifest, version: versions[each.name] ?? each.manifest.version },
      }));
    const bumps = { '@asyncio-ts/sync': 'minor', ...dependents };
    expect(tooLow(bumps, mixed({ 'asyncio-ts': '1.0.0' }))).toEqual([
      'asyncio-ts needs a changeset: major, for it is built on @asyncio-ts/queues',
      'asyncio-ts needs a changeset: major, for it is built on @asyncio-ts/sync',
    ]);
    expect(tooLow({ ...bumps, 'asyncio-ts': 'major' }, mixed({ 'asyncio-ts': '1.0.0' }))).toEqual([]);
    expect(tooLow({ ...bumps, '@asyncio-ts/sync': 'major' }, mixed({ '@asyncio-ts/sync': '1.0.0' }))).toEqual(
      [],
    );
  });

  it('may leave alone what is built on what does not break', () => {
    expect(tooLow({ '@asyncio-ts/sync': 'patch' }, at('0.1.0'))).toEqual([]);
    expect(tooLow({ '@asyncio-ts/sync': 'minor' }, at('1.0.0'))).toEqual([]);
  });
});
