// What a release does to versions and changelogs, tried in copies of the workspace.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { allDependentsOf, dependentsOf } from '../src/dependents.js';
import { publishedPackages, ROOT } from '../src/manifest.js';
import { WorkspaceCopy } from './workspace-copy.js';

const packages = publishedPackages();
const names = packages.map(({ manifest }) => manifest.name);

/** All at 0.1.0, but for those in `changed`. */
function versionsWith(changed: Readonly<Record<string, string>>): Record<string, string> {
  return { ...Object.fromEntries(names.map((name) => [name, '0.1.0'])), ...changed };
}

function patched(followers: readonly string[]): Record<string, string> {
  return Object.fromEntries(followers.map((name) => [name, '0.1.1']));
}

/** A workspace with all at 0.1.0, in which one package was changed, and `changeset version` run. */
function afterBump(name: string, bump: string, summary = 'Something is different.'): WorkspaceCopy {
  const copy = new WorkspaceCopy();
  copy.release('0.1.0');
  copy.addChangeset({ [name]: bump }, summary);
  copy.version();
  return copy;
}

describe('a patch', () => {
  it('moves one package only: the ranges of its dependents still hold', () => {
    using copy = afterBump('@asyncio-ts/sync', 'patch', 'A lock is faster.\n\nMuch:\n\n- twice');
    expect(copy.versions()).toEqual(versionsWith(patched(['@asyncio-ts/sync'])));
    expect(copy.changelog('sync')).toBe(
      '# @asyncio-ts/sync\n\n## 0.1.1\n\n### Patch Changes\n\n- A lock is faster.\n\n  Much:\n\n  - twice\n',
    );
    expect(existsSync(join(copy.folder, 'packages/queues/CHANGELOG.md'))).toBe(false);
  });
});

describe('a minor version before 1.0', () => {
  it('is followed by exactly those that depend on the package', () => {
    using copy = afterBump('@asyncio-ts/sync', 'minor');
    const followers = dependentsOf('@asyncio-ts/sync', packages);
    expect(followers).toEqual(['@asyncio-ts/queues', '@asyncio-ts/testing', 'asyncio-ts']);
    expect(copy.versions()).toEqual(versionsWith({ '@asyncio-ts/sync': '0.2.0', ...patched(followers) }));
    expect(copy.changelog('queues')).toBe(
      '# @asyncio-ts/queues\n\n## 0.1.1\n\n### Patch Changes\n\n- Takes `@asyncio-ts/sync` 0.2.0.\n',
    );
    expect(copy.changelog('asyncio')).toContain(
      '\n- Takes `@asyncio-ts/queues` 0.1.1 and `@asyncio-ts/sync` 0.2.0.\n',
    );
  });

  it('stops at a follower whose own dependents can take its patch', () => {
    using copy = afterBump('@asyncio-ts/loop', 'minor');
    const followers = dependentsOf('@asyncio-ts/loop', packages);
    expect(followers).not.toContain('@asyncio-ts/sync'); // it depends on tasks, and ^0.1.0 takes tasks 0.1.1
    expect(copy.versions()).toEqual(versionsWith({ '@asyncio-ts/loop': '0.2.0', ...patched(followers) }));
  });
});

describe('a major version', () => {
  it('is followed by all that depend on the package, at whatever distance, and nobody else', () => {
    using copy = afterBump('@asyncio-ts/tasks', 'major');
    const followers = allDependentsOf('@asyncio-ts/tasks', packages);
    expect(followers).toEqual(names.filter((name) => !/contextvars|loop|tasks$/.test(name)).sort());
    expect(copy.versions()).toEqual(versionsWith({ '@asyncio-ts/tasks': '1.0.0', ...patched(followers) }));

    const { dependencies } = copy.packedManifest('queues');
    expect(dependencies).toEqual({ '@asyncio-ts/sync': '^0.1.1', '@asyncio-ts/tasks': '^1.0.0' });
  });
});

describe('the first release', () => {
  it('makes every package 0.1.0, with a changelog that says what it has', () => {
    using copy = new WorkspaceCopy();
    const unreleased = packages.filter(({ manifest }) => manifest.version === '0.0.0');
    if (unreleased.length > 0) copy.version(); // else it was done, and is looked at as it is
    for (const { folder, manifest } of packages) {
      const changelog = copy.changelog(folder.slice('packages/'.length));
      const first = changelog.slice(changelog.indexOf('## 0.1.0\n'));
      expect(changelog.startsWith(`# ${manifest.name}\n\n## `), manifest.name).toBe(true);
      expect(first, manifest.name).toMatch(
        /^## 0\.1\.0\n\n### Minor Changes\n\n- First release: [^]{60,}\.\n$/,
      );
      expect(first, manifest.name).not.toMatch(/Takes|[0-9a-f]{7}:/);
    }
    const versions = copy.versions();
    for (const { manifest } of unreleased) expect(versions[manifest.name], manifest.name).toBe('0.1.0');
  });
});

describe('the changesets that wait for the next release', () => {
  const steps = ['none', 'patch', 'minor', 'major'];
  const pending = readdirSync(join(ROOT, '.changeset'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => [file, readFileSync(join(ROOT, '.changeset', file), 'utf8')] as const);
  const bumps = pending.flatMap(([, text]) =>
    Object.entries(parse(/^---\n([^]*?)\n---/.exec(text)?.[1] ?? '') as Record<string, string>),
  );
  const stepOf = (name: string): number =>
    Math.max(0, ...bumps.filter(([each]) => each === name).map(([, bump]) => steps.indexOf(bump)));

  it('name packages that are published', () => {
    expect(bumps.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  // Left to follow by themselves, dependents would take a patch, which their users get without asking: with it a second
  // copy of the package that changed, beside the one these users have. And what breaks a part breaks the umbrella.
  it.each(packages)(
    'raise those that depend on $manifest.name as far as that',
    ({ manifest: { name, version } }) => {
      const breaking = steps.indexOf(version.startsWith('0.') ? 'minor' : 'major');
      if (stepOf(name) < breaking) return; // its dependents' ranges still hold
      const tooLow = allDependentsOf(name, packages).filter((dependent) => stepOf(dependent) < breaking);
      expect(tooLow).toEqual([]);
    },
  );
});
