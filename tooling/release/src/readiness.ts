/** What has to be there before anything is published. */
import { command, outputOf, type Package, unbuilt } from '@asyncio-ts/workspace';

import type { Publishing } from './publish.js';
import { scriptsIn } from './scripts.js';

/** The npm that knows trusted publishing. */
const LEAST_NPM = [11, 5, 1] as const;

export async function complaintsBefore(
  packages: readonly Package[],
  { root, env }: Pick<Publishing, 'root' | 'env'>,
): Promise<string[]> {
  const missing = unbuilt(packages);
  return [
    ...(await complaintsOnGit(root, env)),
    ...packages
      .filter(({ manifest }) => manifest.version === '0.0.0')
      .map((each) => `${titleOf(each)}: has no version yet: pnpm release:version`),
    ...packages.filter((each) => !missing.includes(each)).flatMap(builtAsAnother),
    ...missing.map((each) => `${titleOf(each)}: is not built: pnpm build`),
    ...(isInActions(env) ? await complaintsOnNpm(env) : []), // elsewhere npm asks who it is that publishes
  ];
}

/** Whether this is a workflow, which can prove where a package was made. */
export function isInActions(env: NodeJS.ProcessEnv): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/** `@asyncio-ts/sync 0.2.0`. */
export function titleOf({ name, manifest }: Package): string {
  return `${name} ${manifest.version}`;
}

/** Some packages say their version where two copies of them meet: an old build would name the wrong one. */
function builtAsAnother(each: Package): string[] {
  const { version } = each.manifest;
  return Object.entries(scriptsIn(each.root)).flatMap(([file, text]) =>
    [...text.matchAll(/\bversion\d* = "([^"]+)"/g)]
      .filter(([, said]) => said !== version)
      .map(([, said]) => `${titleOf(each)}: ${file} says it is ${said}: pnpm build`),
  );
}

/** What is published has to be what the tag has, and what was tested. Sources without Git have nothing to compare. */
async function complaintsOnGit(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const options = { cwd: root, env: { ...env, LC_ALL: 'C' } };
  const { end, stdout, stderr, complaint } = await command('git', ['status', '--porcelain'], options);
  if (end === undefined || stderr.includes('not a git repository')) return [];
  if (complaint !== undefined) return [complaint];
  return stdout === ''
    ? []
    : [
        `there are changes that are not committed; commit them, or publish from a clean clone:\n${stdout.trimEnd()}`,
      ];
}

async function complaintsOnNpm(env: NodeJS.ProcessEnv): Promise<string[]> {
  const found = (await outputOf('npm', ['--version'], { env })).trim();
  if (!isOlder(found, LEAST_NPM)) return [];
  return [`npm ${found} knows no trusted publishing: ${LEAST_NPM.join('.')} or newer: npm install -g npm@11`];
}

/** Whether the version `found` is below `least`. */
function isOlder(found: string, least: readonly number[]): boolean {
  const numbers = found.split('.').map((part) => Number.parseInt(part, 10));
  const at = least.findIndex((wanted, i) => numbers[i] !== wanted);
  return at >= 0 && !(numbers[at]! > least[at]!); // what is no number is older
}
