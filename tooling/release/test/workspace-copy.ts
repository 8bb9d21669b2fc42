/** A copy of the workspace in a temporary folder: enough for changesets and pnpm to make versions and tarballs of. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { type Manifest, publishedPackages, readManifest, ROOT, workspacePackages } from '../src/manifest.js';

const CHANGESETS = join(ROOT, 'node_modules', '@changesets', 'cli', 'bin.js');

export class WorkspaceCopy {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'asyncio-ts-release-'));

  /** The manifests, the changesets and what they need, committed: changesets asks Git who wrote what. */
  constructor() {
    for (const file of ['pnpm-workspace.yaml', 'pnpm-lock.yaml', 'LICENSE', '.changeset']) {
      cpSync(join(ROOT, file), join(this.folder, file), { recursive: true });
    }
    for (const { folder } of workspacePackages()) {
      mkdirSync(join(this.folder, folder), { recursive: true });
      cpSync(join(ROOT, folder, 'package.json'), join(this.folder, folder, 'package.json'));
    }
    for (const { folder } of publishedPackages()) {
      const changelog = join(folder, 'CHANGELOG.md');
      if (existsSync(join(ROOT, changelog))) cpSync(join(ROOT, changelog), join(this.folder, changelog));
      this.write(join(folder, 'dist', 'index.js'), 'export {};\n');
    }
    this.#link();
    this.run('git', 'init', '--quiet');
    this.commit();
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Every package at `version`, with no changeset and no changelog left: as after a release of all. */
  release(version: string): void {
    for (const { folder, manifest } of publishedPackages(this.folder)) {
      this.write(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
      rmSync(join(this.folder, folder, 'CHANGELOG.md'), { force: true });
    }
    for (const file of readdirSync(join(this.folder, '.changeset'))) {
      if (file.endsWith('.md')) rmSync(join(this.folder, '.changeset', file));
    }
    this.commit();
  }

  /** A changeset, as `pnpm changeset` writes it. */
  addChangeset(bumps: Readonly<Record<string, string>>, summary: string): void {
    const lines = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`);
    this.write('.changeset/a-change.md', ['---', ...lines, '---', '', summary, ''].join('\n'));
    this.commit();
  }

  /** `changeset version`. */
  version(): void {
    this.run(process.execPath, CHANGESETS, 'version');
  }

  /** The versions of the packages by their names. */
  versions(): Record<string, string> {
    return Object.fromEntries(
      publishedPackages(this.folder).map(({ manifest }) => [manifest.name, manifest.version]),
    );
  }

  /** The changelog of the package in `packages/NAME`. */
  changelog(name: string): string {
    return readFileSync(join(this.folder, 'packages', name, 'CHANGELOG.md'), 'utf8');
  }

  /** The manifest that users of `packages/NAME` get: `pnpm pack` puts ranges in the place of `workspace:^`. */
  packedManifest(name: string): Manifest {
    const folder = join(this.folder, 'packages', name);
    this.run('pnpm', '--silent', '-C', folder, 'pack', '--pack-destination', folder);
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))!; // or pnpm would have failed
    this.run('tar', '-xzf', join(folder, tarball), '-C', folder, 'package/package.json');
    return readManifest(folder, 'package');
  }

  commit(): void {
    const author = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org'];
    this.run('git', 'add', '--all');
    this.run('git', ...author, 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'As it is');
  }

  /** What the command printed. */
  run(command: string, ...args: readonly string[]): string {
    const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
    return stdout;
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Links packages to each other as an installation does: pnpm reads the versions for the ranges through the links. */
  #link(): void {
    const packages = publishedPackages(this.folder);
    for (const { folder, manifest } of packages) {
      for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
        const to = packages.find((each) => each.manifest.name === name);
        if (to === undefined) continue; // a tool
        const link = join(this.folder, folder, 'node_modules', name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(this.folder, to.folder), link, 'junction');
      }
    }
    this.write('.gitignore', 'node_modules/\n*.tgz\n');
  }
}
