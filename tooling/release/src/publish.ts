/**
 * Puts every package on the registry whose version is not there yet.
 *
 * `changeset publish` would do so through `pnpm publish`, and whether the proof of who publishes (OIDC) arrives then
 * depends on the versions of all three. So pnpm only packs, for it knows what `workspace:^` and `publishConfig` mean;
 * npm itself publishes the tarball, as its documentation of trusted publishing has it.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dependenciesFirst } from './dependents.js';
import { type Package, publishedPackages, ROOT } from './manifest.js';

export interface Publishing {
  /** The workspace to publish. */
  readonly root: string;
  /** Ask and pack as always, but let npm only say what it would do, and make no tags. */
  readonly dryRun: boolean;
  /** Somebody sits there: npm may ask for a login or a second factor, and shows what it does. */
  readonly interactive: boolean;
  /** What the commands see: `PATH`, and `GITHUB_ACTIONS`. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes a line of the report. */
  readonly say: (line: string) => void;
}

/** The npm that knows trusted publishing. */
const LEAST_NPM = [11, 5, 1] as const;

/** Publishes, dependencies first, and tags; false if something was wrong, and then the rest is left alone. */
export function publishAll(publishing: Publishing): boolean {
  const packages = dependenciesFirst(publishedPackages(publishing.root));
  const complaints = complaintsBefore(packages, publishing);
  for (const complaint of complaints) publishing.say(`✗ ${complaint}`);
  if (complaints.length > 0) return false;
  try {
    for (const each of packages)
      publishing.say(`✓ ${titleOf(each)}: ${publishUnlessThere(each, publishing)}`);
    if (!publishing.dryRun) tag(publishing);
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    publishing.say(`✗ ${error.message.replaceAll('\n', '\n    ')}`);
    return false; // what comes later may need what failed
  }
}

function complaintsBefore(packages: readonly Package[], { root, env }: Publishing): string[] {
  const npm = run('npm', ['--version'], root, env).trim();
  return [
    ...packages
      .filter(({ manifest }) => manifest.version === '0.0.0')
      .map((each) => `${titleOf(each)}: has no version yet: npm run release:version`),
    ...packages
      .filter(({ folder }) => !existsSync(join(root, folder, 'dist', 'index.js')))
      .map((each) => `${titleOf(each)}: is not built: npm run build`),
    ...(isOlder(npm, LEAST_NPM)
      ? [`npm ${npm} knows no trusted publishing: ${LEAST_NPM.join('.')} or newer`]
      : []),
  ];
}

/** Whether the version `found` is below `least`. */
function isOlder(found: string, least: readonly number[]): boolean {
  const numbers = found.split('.').map((part) => Number.parseInt(part, 10));
  const at = least.findIndex((wanted, i) => numbers[i] !== wanted);
  return at >= 0 && !(numbers[at]! > least[at]!); // what is no number is older
}

function titleOf({ manifest }: Package): string {
  return `${manifest.name} ${manifest.version}`;
}

function publishUnlessThere(each: Package, publishing: Publishing): string {
  if (isThere(each, publishing)) return 'is there already';
  const { root, env, dryRun, interactive } = publishing;
  const folder = mkdtempSync(join(tmpdir(), 'asyncio-ts-publish-'));
  try {
    run(toolOf('pnpm'), ['-C', join(root, each.folder), 'pack', '--pack-destination', folder], root, env);
    const tarball = join(folder, readdirSync(folder)[0]!); // absolute, or npm may take it for a repository's name
    // Only a workflow can prove where a package was made. On a person's machine npm refuses the flag.
    const provenance = env['GITHUB_ACTIONS'] === 'true' ? ['--provenance'] : [];
    const flags = ['--access', 'public', ...provenance, ...(dryRun ? ['--dry-run'] : [])];
    run('npm', ['publish', tarball, ...flags], root, env, interactive ? 'inherit' : 'pipe');
    return `${dryRun ? 'would be published' : 'published'}, ${provenance.length > 0 ? 'with' : 'without'} provenance`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the registry has this version. An answer that is neither yes nor no is an error. */
function isThere({ manifest: { name, version } }: Package, { root, env }: Publishing): boolean {
  const args = ['view', `${name}@${version}`, 'version', '--json'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return stdout.trim() !== ''; // npm prints nothing for a version that a known package lacks
  if (/\bE404\b/.test(stdout + stderr)) return false;
  throw new CommandFailed(`npm ${args.join(' ')}\n${stdout}${stderr}`.trim());
}

/** A tag for each version that has none, `@asyncio-ts/sync@0.2.0`: also for one whose tag got lost in an earlier run. */
function tag({ root, env, say }: Publishing): void {
  const changesets = join(ROOT, 'node_modules', '@changesets', 'cli', 'bin.js');
  run(process.execPath, [changesets, 'tag'], root, env);
  say('✓ tags: git push --tags');
}

function toolOf(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** What the command printed, if it was not printed on the terminal. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  stdio: 'inherit' | 'pipe' = 'pipe',
): string {
  // Its types leave out that there is no output to return when the terminal got it.
  const result = spawnSync(command, args, { cwd, env, stdio, encoding: 'utf8' }) as Partial<
    SpawnSyncReturns<string | null>
  >;
  const { status, stdout, stderr, error } = result;
  if (error !== undefined) throw new CommandFailed(`${command}: ${error.message}`);
  if (status === 0) return stdout ?? '';
  throw new CommandFailed(`${command} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`.trim());
}

class CommandFailed extends Error {
  override name = 'CommandFailed';
}
