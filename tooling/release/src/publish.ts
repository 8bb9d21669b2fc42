/**
 * Puts every package on the registry whose version is not there yet.
 *
 * `changeset publish` would do so through `pnpm publish`, and whether the proof of who publishes (OIDC) arrives then
 * depends on the versions of changesets, pnpm and npm. So pnpm only packs, for it knows what `workspace:^` and
 * `publishConfig` mean; npm itself publishes the tarball, as its documentation of trusted publishing has it.
 */
import {
  CommandFailed,
  folders,
  outputOf,
  type Package,
  publishedPackages,
  Report,
  withTools,
} from '@asyncio-ts/workspace';

import { isOnNpm, publishOnNpm } from './npm.js';
import { changedSincePublished } from './published.js';
import { complaintsBefore, titleOf } from './readiness.js';

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

const READY = 'ready to publish';

/** Publishes, dependencies first, and tags; false if something was wrong, and then the rest is left alone. */
export async function publishAll(publishing: Publishing): Promise<boolean> {
  const report = new Report(publishing.say);
  let underWay = READY;
  try {
    const packages = dependenciesFirst(publishedPackages(publishing.root));
    const complaints = await complaintsBefore(packages, publishing);
    if (complaints.length > 0) return refuse(complaints, report);
    const published = await publishedAmong(packages, publishing);
    const changed = await changedSincePublished(published, publishing);
    if (changed.length > 0) return refuse(changed, report);
    for (const each of packages) {
      underWay = titleOf(each);
      const isThere = published.includes(each);
      report.add(`${underWay}: ${isThere ? 'is there already' : await publish(each, publishing)}`);
    }
    underWay = 'tagged';
    if (!publishing.dryRun) await tag(publishing, report);
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    report.add(underWay, [error.message]);
    return false; // what comes later may need what failed
  }
}

/** Nobody can install a package before what it depends on is there. */
function dependenciesFirst(packages: readonly Package[]): Package[] {
  return [...packages].sort((one, other) => folders.indexOf(one.folder) - folders.indexOf(other.folder));
}

function refuse(complaints: readonly string[], report: Report): false {
  report.add(READY, complaints);
  return false;
}

async function publishedAmong(packages: readonly Package[], publishing: Publishing): Promise<Package[]> {
  const published: Package[] = [];
  for (const each of packages) if (await isOnNpm(each, publishing)) published.push(each);
  return published;
}

async function publish(each: Package, publishing: Publishing): Promise<string> {
  const { isProven } = await publishOnNpm(each, publishing);
  return `${publishing.dryRun ? 'would be published' : 'published'}, ${isProven ? 'with' : 'without'} provenance`;
}

/** A tag for each version that has none, `@asyncio-ts/sync@0.2.0`: also for one whose tag got lost in an earlier run. */
async function tag({ root, env }: Publishing, report: Report): Promise<void> {
  await outputOf('changeset', ['tag'], { cwd: root, env: withTools(env) });
  report.add('tagged; now: git push --tags');
}
