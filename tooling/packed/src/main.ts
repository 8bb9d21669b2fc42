/** The command line: see USAGE. */
import {
  closureOf,
  CommandFailed,
  folderCalled,
  folders,
  nameOf,
  readCommandLine,
  refuseCommandLine,
  Report,
  TemporaryFolder,
} from '@asyncio-ts/workspace';

import { checkAlone } from './alone.js';
import { checkTogether, combinations, titleOf } from './combinations.js';
import { Consumer } from './consumer.js';
import { checkDeclarations } from './declarations.js';
import { Npm } from './npm.js';
import { startRegistry } from './registry.js';
import { checkTarball } from './tarball-check.js';
import { pack, type Tarball } from './tarballs.js';
import { twoAtATime } from './two-at-a-time.js';
import { checkApart, checkMessage, installTwice, meet, publishTwoVersions } from './two-versions.js';

const USAGE = `pnpm pack:check [NAME…]     all packages, or those called so (sync, @asyncio-ts/sync); needs built packages (pnpm build)

  --tarballs     only what is in the tarballs; installs nothing

Packs the packages, looks at the tarballs, publishes them to a registry of its own on loopback, installs them in clean
folders, and uses them: each alone, and, unless NAMEs are given, several together and two versions in one process.`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    tarballs: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const unknown = positionals.filter((called) => folderCalled(called) === undefined);

if (unknown.length > 0)
  refuseCommandLine(`No package is called ${unknown.join(', ')}. There are: ${folders.join(', ')}`);
try {
  await check([...new Set(positionals.flatMap((called) => folderCalled(called) ?? []))]);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function check(named: readonly string[]): Promise<void> {
  const wanted = named.length > 0 ? named : folders;
  const report = new Report();
  using folder = new TemporaryFolder('packed');
  const home = folder.path;
  const tarballs = await pack(closureOf(wanted), home);
  await twoAtATime(wanted, async (folder) => {
    const tarball = tarballs.find((each) => each.folder === folder)!; // the closure has all that are wanted
    report.add(`${nameOf(folder)}: its tarball`, await checkTarball(tarball));
  });
  report.add('declarations, on Node and in a browser', await checkDeclarations(tarballs, home));
  if (!values.tarballs) await install(wanted, tarballs, home, report);
  process.exitCode = report.failures === 0 ? 0 : 1;
}

async function install(
  wanted: readonly string[],
  tarballs: readonly Tarball[],
  home: string,
  report: Report,
): Promise<void> {
  const registry = await startRegistry(home);
  try {
    const npm = new Npm(home, registry.url);
    await twoAtATime(tarballs, ({ path }) => npm.publish(path, 'latest'));
    console.log(`  ${tarballs.map(({ folder }) => folder).join(', ')} are on ${registry.url}`);
    await twoAtATime(wanted, async (folder) =>
      report.add(`${nameOf(folder)}, installed alone`, await checkAlone(folder, home, npm)),
    );
    if (wanted.length < folders.length) return;
    await twoAtATime(combinations, async (each) =>
      report.add(titleOf(each), await checkTogether(each, home, npm)),
    );
    await checkTwoCopies(tarballs, home, npm, report);
  } finally {
    await registry.stop();
  }
}

async function checkTwoCopies(
  tarballs: readonly Tarball[],
  home: string,
  npm: Npm,
  report: Report,
): Promise<void> {
  await publishTwoVersions(tarballs, home, npm);
  const consumer = new Consumer(home, 'two-versions', npm);
  const problems = await checkApart(consumer);
  report.add('two versions that do not meet', problems);
  if (problems.length > 0) return;
  const versions = Object.fromEntries(tarballs.map(({ name, manifest }) => [name, manifest.version]));
  for (const [title, message] of Object.entries(await meet(consumer, npm))) {
    report.add(`two versions: ${title}`, checkMessage(message, versions));
  }
  const twice = new Consumer(home, 'one-version-twice', npm);
  report.add('one version, in two places', await installTwice(twice));
  for (const [title, message] of Object.entries(await meet(twice, npm))) {
    report.add(`one version twice: ${title}`, checkMessage(message, versions, true));
  }
}
