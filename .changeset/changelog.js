// How a changelog reads: a bullet for each changeset, as it was written, and one line for all dependencies together.
//
// The generator that comes with changesets begins every bullet with the hash of a commit, and hangs a list of hashes and
// versions under each dependency. Neither tells somebody who upgrades what is different for them.

/** A version that was never published: before the first release there is nothing to be newer than. */
const UNPUBLISHED = '0.0.0';

/** The bullet of one changeset: its lines, the later ones under the first. */
export async function getReleaseLine({ summary }) {
  const [first, ...others] = summary.trim().split('\n');
  return [`- ${first}`, ...others.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** "Takes `a` 0.2.0 and `b` 0.1.1.": the dependencies that are newer in this release. */
export async function getDependencyReleaseLine(_changesets, dependencies) {
  const newer = dependencies
    .filter(({ oldVersion }) => oldVersion !== UNPUBLISHED)
    .map(({ name, newVersion }) => `\`${name}\` ${newVersion}`)
    .sort();
  return newer.length === 0 ? '' : `- Takes ${listed(newer)}.`;
}

function listed(items) {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
