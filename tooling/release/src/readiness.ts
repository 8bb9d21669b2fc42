/** What has to be there before anything is published. */
import { outputOf, type Package, unbuilt } from '@asyncio-ts/workspace';

/** The npm that knows trusted publishing. */
const LEAST_NPM = [11, 5, 1] as const;

export async function complaintsBefore(
  packages: readonly Package[],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  return [
    ...packages
      .filter(({ manifest }) => manifest.version === '0.0.0')
      .map((each) => `${titleOf(each)}: has no version yet: pnpm release:version`),
    ...unbuilt(packages).map((each) => `${titleOf(each)}: is not built: pnpm build`),
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
