// Publishing, with an npm that only writes down what it was asked.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { publishedPackages } from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';

import { publishAll } from '../src/publish.js';
import { WorkspaceCopy } from './workspace-copy.js';

const FAKE = fileURLToPath(new URL('fake-npm.sh', import.meta.url));
const names = publishedPackages().map(({ name }) => name);

interface Registry {
  /** What is there before. */
  readonly published?: readonly string[];
  /** npm's own version. */
  readonly version?: string;
  /** The beginning of a tarball's name. */
  readonly refuses?: string;
  readonly offline?: boolean;
  /** What is there with another script than here: `name@version`, and the script below dist. */
  readonly changed?: readonly [string, string];
}

/** Publishes a copy of the workspace at 0.1.0: what was said, what npm was asked, and whether it went well. */
async function publish(copy: WorkspaceCopy, registry: Registry, { dryRun = false, inActions = false } = {}) {
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
    FAKE_CHANGED: registry.changed?.[0] ?? '',
    FAKE_SCRIPT: registry.changed?.[1] ?? '',
    FAKE_OFFLINE: registry.offline === true ? 'yes' : '',
    GITHUB_ACTIONS: String(inActions),
    ...identity,
  };
  const said: string[] = [];
  const ended = await publishAll({
    root: copy.folder,
    dryRun,
    interactive: false,
    env,
    say: (line) => said.push(line),
  });
  const asked = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { ended, said, asked: asked.filter((line) => !/^(?:view|pack) /.test(line)) };
}

const identity = {
  GIT_AUTHOR_NAME: 'Nobody',
  GIT_AUTHOR_EMAIL: 'nobody@example.org',
  GIT_COMMITTER_NAME: 'Nobody',
  GIT_COMMITTER_EMAIL: 'nobody@example.org',
};

async function copyAt(version: string): Promise<WorkspaceCopy> {
  const copy = await WorkspaceCopy.make();
  await copy.resetTo(version);
  return copy;
}

/** Everything but these, at 0.1.0. */
function allBut(...absent: readonly string[]): string[] {
  return names.filter((name) => !absent.includes(name)).map((name) => `${name}@0.1.0`);
}

describe('publishing', () => {
  it('gives npm what the registry lacks, dependencies first, and tags what has no tag yet', async () => {
    using copy = await copyAt('0.1.0');
    await copy.run('git', 'tag', '@asyncio-ts/loop@0.1.0'); // by an earlier run, which published that much
    const published = allBut('@asyncio-ts/queues', '@asyncio-ts/sync');
    const { ended, said, asked } = await publish(copy, { published }, { inActions: true });
    expect(said).toContain('✓ @asyncio-ts/loop 0.1.0: is there already');
    expect(said).toContain('✓ @asyncio-ts/sync 0.1.0: published, with provenance');
    expect(asked).toEqual([
      'publish asyncio-ts-sync-0.1.0.tgz --access public --provenance',
      'publish asyncio-ts-queues-0.1.0.tgz --access public --provenance',
    ]);
    expect(said.at(-1)).toBe('✓ tagged; now: git push --tags');
    expect(ended).toBe(true);
    const tags = (await copy.run('git', 'tag')).trim().split('\n');
    expect(tags.sort()).toEqual(names.map((name) => `${name}@0.1.0`).sort());
  });

  it('only says what it would do in a dry run, and claims no provenance outside a workflow', async () => {
    using copy = await copyAt('0.1.0');
    const { said, asked } = await publish(copy, { published: allBut('asyncio-ts') }, { dryRun: true });
    expect(said).toContain('✓ asyncio-ts 0.1.0: would be published, without provenance');
    expect(asked).toEqual(['publish asyncio-ts-0.1.0.tgz --access public --dry-run']);
    expect(await copy.run('git', 'tag')).toBe('');
  });

  it('stops at the first that npm does not take: what comes later may need it', async () => {
    using copy = await copyAt('0.1.0');
    const published = ['@asyncio-ts/contextvars@0.1.0'];
    const { ended, said, asked } = await publish(copy, { published, refuses: 'asyncio-ts-loop-' });
    expect(asked).toEqual(['publish asyncio-ts-loop-0.1.0.tgz --access public']);
    expect(said.at(-1)).toMatch(
      /^✗ @asyncio-ts\/loop 0\.1\.0\n {4}npm publish .*loop-0\.1\.0\.tgz --access public: ended with 1\n {4}npm error code E403$/,
    );
    expect(ended).toBe(false);
    expect(await copy.run('git', 'tag')).toBe('');
  });

  it('stops when the registry does not say whether it has a version', async () => {
    using copy = await copyAt('0.1.0');
    const { ended, said } = await publish(copy, { offline: true });
    expect(said).toEqual([expect.stringContaining('npm error code EAI_AGAIN')]);
    expect(ended).toBe(false);
  });

  it('is refused for what has no version or no build', async () => {
    using copy = await copyAt('0.0.0');
    rmSync(join(copy.folder, 'packages', 'sync', 'dist'), { recursive: true });
    await copy.commit();
    const { ended, said, asked } = await publish(copy, {});
    const [first, ...lines] = said.join('\n').split('\n');
    expect(first).toBe('✗ ready to publish');
    expect(lines).toHaveLength(names.length + 1);
    expect(lines).toContain('    @asyncio-ts/sync 0.0.0: has no version yet: pnpm release:version');
    expect(lines).toContain('    @asyncio-ts/sync 0.0.0: is not built: pnpm build');
    expect([ended, asked]).toEqual([false, []]);
  });

  it.each([
    ['with a change that has no changeset', 'index.js'],
    ['with a script that is no longer made', 'gone.js'],
  ])('is refused for what is on npm %s', async (_, script) => {
    using copy = await copyAt('0.1.0');
    const changed = ['@asyncio-ts/tasks@0.1.0', script] as const;
    const { ended, said, asked } = await publish(copy, { published: allBut('@asyncio-ts/sync'), changed });
    expect(said).toEqual([
      `✗ ready to publish\n    @asyncio-ts/tasks 0.1.0: is on npm with another dist/${script}: ` +
        'give the change a changeset (pnpm changeset), and release that',
    ]);
    expect([ended, asked]).toEqual([false, []]);
  });

  it('is refused for a build of another version', async () => {
    using copy = await copyAt('0.1.0');
    copy.write('packages/loop/dist/shared.js', 'var version = "0.1.0";\n');
    copy.write('packages/tasks/dist/shared.js', 'var other = "";\nvar version = "0.0.9";\n');
    await copy.commit();
    const { ended, said, asked } = await publish(copy, { published: [] });
    expect(said).toEqual([
      '✗ ready to publish\n    @asyncio-ts/tasks 0.1.0: dist/shared.js says it is 0.0.9: pnpm build',
    ]);
    expect([ended, asked]).toEqual([false, []]);
  });

  it('is refused while something is not committed', async () => {
    using copy = await copyAt('0.1.0');
    copy.write('packages/sync/src/new.ts', 'export {};\n');
    const { ended, said, asked } = await publish(copy, { published: [] });
    expect(said).toEqual([
      '✗ ready to publish\n    there are changes that are not committed; commit them, or publish from a clean clone:\n    ?? packages/sync/src/',
    ]);
    expect([ended, asked]).toEqual([false, []]);
  });

  it('needs no Git to say what it would do', async () => {
    using copy = await copyAt('0.1.0');
    rmSync(join(copy.folder, '.git'), { recursive: true });
    expect((await publish(copy, {}, { dryRun: true })).ended).toBe(true);
  });

  it('needs an npm that knows trusted publishing in the workflow, and there alone', async () => {
    using copy = await copyAt('0.1.0');
    const old = { version: '11.5.0' };
    const { ended, said } = await publish(copy, old, { inActions: true });
    expect(said).toEqual([
      '✗ ready to publish\n    npm 11.5.0 knows no trusted publishing: 11.5.1 or newer: npm install -g npm@11',
    ]);
    expect(ended).toBe(false);
    expect((await publish(copy, old, { dryRun: true })).ended).toBe(true);
  });

  it('says so when there is no npm', async () => {
    using copy = await copyAt('0.1.0');
    const said: string[] = [];
    const env = { PATH: '/nowhere', GITHUB_ACTIONS: 'true' };
    const publishing = { root: copy.folder, dryRun: true, interactive: false, env };
    expect(await publishAll({ ...publishing, say: (line) => said.push(line) })).toBe(false);
    expect(said).toEqual(['✗ ready to publish\n    npm --version: spawn npm ENOENT']);
  });
});
