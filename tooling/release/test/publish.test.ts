// Publishing, with an npm that only writes down what it was asked.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { dependenciesFirst } from '../src/dependents.js';
import { publishedPackages } from '../src/manifest.js';
import { publishAll } from '../src/publish.js';
import { WorkspaceCopy } from './workspace-copy.js';

const FAKE = fileURLToPath(new URL('fake-npm.sh', import.meta.url));
const names = publishedPackages().map(({ manifest }) => manifest.name);

interface Registry {
  /** What is there before. */
  readonly published?: readonly string[];
  /** npm's own version. */
  readonly version?: string;
  /** The beginning of a tarball's name. */
  readonly refuses?: string;
  readonly offline?: boolean;
}

/** Publishes a copy of the workspace at 0.1.0: what was said, what npm was asked, and whether it went well. */
function publish(copy: WorkspaceCopy, registry: Registry, { dryRun = false, inActions = false } = {}) {
  const bin = join(copy.folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  cpSync(FAKE, join(bin, 'npm'));
  chmodSync(join(bin, 'npm'), 0o755);
  const log = join(copy.folder, 'node_modules', 'asked.txt');
  const env = {
    ...process.env,
    PATH: [bin, process.env['PATH']].join(delimiter),
    FAKE_LOG: log,
    FAKE_PUBLISHED: ` ${(registry.published ?? allBut()).join(' ')} `,
    FAKE_VERSION: registry.version ?? '11.6.0',
    FAKE_REFUSES: registry.refuses ?? 'nothing is called so',
    FAKE_OFFLINE: registry.offline === true ? 'yes' : '',
    GITHUB_ACTIONS: String(inActions),
    ...identity,
  };
  const said: string[] = [];
  const ended = publishAll({
    root: copy.folder,
    dryRun,
    interactive: false,
    env,
    say: (line) => said.push(line),
  });
  const asked = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { ended, said, asked: asked.filter((line) => !line.startsWith('view ')) };
}

const identity = {
  GIT_AUTHOR_NAME: 'Nobody',
  GIT_AUTHOR_EMAIL: 'nobody@example.org',
  GIT_COMMITTER_NAME: 'Nobody',
  GIT_COMMITTER_EMAIL: 'nobody@example.org',
};

function copyAt(version: string): WorkspaceCopy {
  const copy = new WorkspaceCopy();
  copy.release(version);
  return copy;
}

/** Everything but these, at 0.1.0. */
function allBut(...absent: readonly string[]): string[] {
  return names.filter((name) => !absent.includes(name)).map((name) => `${name}@0.1.0`);
}

describe('publishing', () => {
  it('gives npm what the registry lacks, dependencies first, and tags what has no tag yet', () => {
    using copy = copyAt('0.1.0');
    copy.run('git', 'tag', '@asyncio-ts/loop@0.1.0'); // by an earlier run, which published that much
    const published = allBut('@asyncio-ts/queues', '@asyncio-ts/sync');
    const { ended, said, asked } = publish(copy, { published }, { inActions: true });
    expect(said).toContain('✓ @asyncio-ts/loop 0.1.0: is there already');
    expect(said).toContain('✓ @asyncio-ts/sync 0.1.0: published, with provenance');
    expect(asked).toEqual([
      'publish asyncio-ts-sync-0.1.0.tgz --access public --provenance',
      'publish asyncio-ts-queues-0.1.0.tgz --access public --provenance',
    ]);
    expect(ended).toBe(true);
    const tags = copy.run('git', 'tag').trim().split('\n');
    expect(tags.sort()).toEqual(names.map((name) => `${name}@0.1.0`).sort());
  });

  it('only says what it would do in a dry run, and claims no provenance outside a workflow', () => {
    using copy = copyAt('0.1.0');
    const { said, asked } = publish(copy, { published: allBut('asyncio-ts') }, { dryRun: true });
    expect(said.at(-2)).toBe('✓ asyncio-ts 0.1.0: would be published, without provenance');
    expect(asked).toEqual(['publish asyncio-ts-0.1.0.tgz --access public --dry-run']);
    expect(copy.run('git', 'tag')).toBe('');
  });

  it('stops at the first that npm does not take: what comes later may need it', () => {
    using copy = copyAt('0.1.0');
    const published = ['@asyncio-ts/contextvars@0.1.0'];
    const { ended, said, asked } = publish(copy, { published, refuses: 'asyncio-ts-loop-' });
    expect(asked).toEqual(['publish asyncio-ts-loop-0.1.0.tgz --access public']);
    expect(said.at(-1)).toMatch(
      /^✗ npm publish .*asyncio-ts-loop-0\.1\.0\.tgz --access public\n {4}npm error code E403$/,
    );
    expect(ended).toBe(false);
    expect(copy.run('git', 'tag')).toBe('');
  });

  it('stops when the registry does not say whether it has a version', () => {
    using copy = copyAt('0.1.0');
    const { ended, said } = publish(copy, { offline: true });
    expect(said).toEqual([expect.stringContaining('npm error code EAI_AGAIN')]);
    expect(ended).toBe(false);
  });

  it('is refused for what has no version or no build, and with an npm that is too old', () => {
    using copy = copyAt('0.0.0');
    rmSync(join(copy.folder, 'packages', 'sync', 'dist'), { recursive: true });
    const { ended, said } = publish(copy, { version: '11.5.0' });
    expect(said).toHaveLength(names.length + 2);
    expect(said).toContain('✗ @asyncio-ts/sync 0.0.0: has no version yet: npm run release:version');
    expect(said).toContain('✗ @asyncio-ts/sync 0.0.0: is not built: npm run build');
    expect(said).toContain('✗ npm 11.5.0 knows no trusted publishing: 11.5.1 or newer');
    expect(ended).toBe(false);
  });
});

describe('the order of publishing', () => {
  it('has every package behind what it depends on', () => {
    const ordered = dependenciesFirst(publishedPackages().reverse());
    expect(ordered.map(({ manifest }) => manifest.name).sort()).toEqual([...names].sort());
    for (const [at, { manifest }] of ordered.entries()) {
      const before = ordered.slice(0, at).map((each) => each.manifest.name);
      expect(before).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies ?? {})));
    }
  });
});
