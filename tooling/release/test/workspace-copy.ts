/** A copy of the workspace in a temporary folder: enough for changesets and pnpm to make versions and tarballs of. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import {
  type Manifest,
  outputOf,
  publishedPackages,
  readManifest,
  ROOT,
  TemporaryFolder,
  workspacePackages,
} from '@asyncio-ts/workspace';

export class WorkspaceCopy implements Disposable {
  readonly #temporary = new TemporaryFolder('release');
  readonly folder: string = this.#temporary.path;

  /** The manifests, the changesets and what they need, committed: changesets asks Git who wrote what. */
  static async make(): Promise<WorkspaceCopy> {
    const copy = new WorkspaceCopy();
    await copy.run('git', 'init', '--quiet');
    await copy.commit();
    return copy;
  }

  private constructor() {
    for (const file of ['pnpm-workspace.yaml', 'pnpm-lock.yaml', 'LICENSE', '.changeset']) {
      cpSync(join(ROOT, file), join(this.folder, file), { recursive: true });
    }
    for (const { path } of workspacePackages()) {
      mkdirSync(join(this.folder, path), { recursive: true });
      cpSync(join(ROOT, path, 'package.json'), join(this.folder, path, 'package.json'));
    }
    for (const { path } of publishedPackages()) {
      const changelog = join(path, 'CHANGELOG.md');
      if (existsSync(join(ROOT, changelog))) cpSync(join(ROOT, changelog), join(this.folder, changelog));
      this.write(join(path, 'dist', 'index.js'), 'export {};\n');
    }
    this.write('.gitignore', 'node_modules/\n*.tgz\n');
    this.#link();
  }

  [Symbol.dispose](): void {
    this.#temporary[Symbol.dispose]();
  }

  /** Every package at `version`, with no changeset and no changelog left: as after a release of all. */
  async resetTo(version: string): Promise<void> {
    for (const { path, root, manifest } of publishedPackages(this.folder)) {
      this.write(join(path, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
      rmSync(join(root, 'CHANGELOG.md'), { force: true });
    }
    for (const file of readdirSync(join(this.folder, '.changeset'))) {
      if (file.endsWith('.md')) rmSync(join(this.folder, '.changeset', file));
    }
    await this.commit();
  }

  /** A changeset, as `pnpm changeset` writes it. */
  async addChangeset(bumps: Readonly<Record<string, string>>, summary: string): Promise<void> {
    const lines = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`);
    this.write('.changeset/a-change.md', ['---', ...lines, '---', '', summary, ''].join('\n'));
    await this.commit();
  }

  /** Makes versions and changelogs of the changesets. */
  async applyChangesets(): Promise<void> {
    await this.run('changeset', 'version');
  }

  /** The versions of the packages by their names. */
  versions(): Record<string, string> {
    return Object.fromEntries(
      publishedPackages(this.folder).map(({ name, manifest }) => [name, manifest.version]),
    );
  }

  /** The changelog of the package in `packages/FOLDER`. */
  changelog(folder: string): string {
    return readFileSync(join(this.folder, 'packages', folder, 'CHANGELOG.md'), 'utf8');
  }

  /** The manifest that users of `packages/FOLDER` get: `pnpm pack` puts ranges in the place of `workspace:^`. */
  async packedManifest(folder: string): Promise<Manifest> {
    const root = join(this.folder, 'packages', folder);
    await this.run('pnpm', '--silent', '-C', root, 'pack', '--pack-destination', root);
    const tarball = readdirSync(root).find((file) => file.endsWith('.tgz'))!; // or pnpm would have failed
    await this.run('tar', '-xzf', join(root, tarball), '-C', root, 'package/package.json');
    return readManifest(join(root, 'package'));
  }

  async commit(): Promise<void> {
    const author = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org'];
    await this.run('git', 'add', '--all');
    await this.run(
      'git',
      ...author,
      'commit',
      '--quiet',
      '--allow-empty',
      '--no-verify',
      '--message',
      'As it is',
    );
  }

  /** What the command printed. */
  run(command: string, ...args: readonly string[]): Promise<string> {
    return outputOf(command, args, { cwd: this.folder });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Links packages to each other as an installation does: pnpm reads the versions for the ranges through the links. */
  #link(): void {
    const packages = publishedPackages(this.folder);
    for (const { root, manifest } of packages) {
      for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
        const to = packages.find((each) => each.name === name);
        if (to === undefined) continue; // a tool
        const link = join(root, 'node_modules', name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(to.root, link, 'junction');
      }
    }
  }
}
