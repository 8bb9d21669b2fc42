/** What would change what an installation does, without showing in any version: settings, files and scripts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Package } from '@asyncio-ts/workspace';

import { replacedVersions } from './loose-versions.js';
import type { Workspace } from './lockfile.js';

/** All that pnpm-workspace.yaml says here. pnpm knows many more, with which packages are patched, replaced or run. */
const SETTINGS = ['packages', 'allowBuilds', 'publicHoistPattern', 'catalog', 'overrides'];
/** Where the packages of the workspace lie, as these tools look for them. */
const PACKAGES = ['packages/*', 'apps/*', 'tooling/*'];
const FILES = [
  '.npmrc',
  '.pnpmfile.cjs',
  '.pnpmfile.mjs',
  'pnpmfile.cjs',
  '.yarnrc',
  '.yarnrc.yml',
  'bunfig.toml',
];
/** Parts of a package.json that do what settings do. */
const KEYS = ['pnpm', 'resolutions', 'overrides', 'workspaces', 'configDependencies', 'patchedDependencies'];
/** All that `pnpm install` runs of the packages in a workspace. */
const SCRIPTS = [
  'preinstall',
  'install',
  'postinstall',
  'preprepare',
  'prepare',
  'postprepare',
  'prepublish',
  'pnpm:devPreinstall',
];

export function settingComplaints(workspace: Workspace): string[] {
  const { packages = [], overrides } = workspace;
  return [
    ...Object.keys(workspace)
      .filter((key) => !SETTINGS.includes(key))
      .map((key) => `pnpm-workspace.yaml has ${key}: what it does to an installation nobody has decided on`),
    ...packages
      .filter((pattern) => !PACKAGES.includes(pattern))
      .map((pattern) => `pnpm-workspace.yaml takes packages from ${pattern}: only ${PACKAGES.join(', ')}`),
    ...replacedVersions('the catalog', workspace.catalog),
    ...replacedVersions('overrides', overrides),
  ];
}

/** What is in the folder of a package of the workspace, or in its package.json, and belongs in pnpm-workspace.yaml or nowhere. */
export function folderComplaints({
  path,
  root,
  manifest,
}: Pick<Package, 'path' | 'root' | 'manifest'>): string[] {
  return [
    ...FILES.filter((file) => existsSync(join(root, file))).map(
      (file) =>
        `${path} has ${file}, which changes what is installed, or from where: your own belongs in your home`,
    ),
    ...KEYS.filter((key) => key in manifest).map((key) => `${path}/package.json has ${key}`),
    ...SCRIPTS.filter((script) => script in (manifest.scripts ?? {})).map(
      (script) => `${path} has a script ${script}, which pnpm install would run`,
    ),
  ];
}
