/** The tools and libraries that somebody else's release could change under us: those with a range for a version. */
import type { Ranges } from '@asyncio-ts/workspace';

/** `1.2.3`, and nothing that leads to another package. */
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** A package under another name, `npm:typescript@6.0.3`: only where several versions of one are wanted. */
const ALIAS = /^npm:(?:@[\w.-]+\/)?[\w.-]+@(?=\d)/;
/** What the workspace itself says; `workspace:other@*` and `catalog:other` would lead elsewhere. */
const OURS = ['workspace:*', 'workspace:^', 'catalog:'];

function isExact(range: string): boolean {
  return EXACT.test(range);
}

/** What a package.json asks for. */
export function looseVersions(where: string, ranges: Ranges = {}): string[] {
  return Object.entries(ranges)
    .filter(([, range]) => !isExact(range.replace(ALIAS, '')) && !OURS.includes(range))
    .map(([name, range]) => `${where} asks for ${name} as ${range}: write the exact version`);
}

/** What holds for the whole workspace, the catalog and overrides: exact, and no other package under the name. */
export function replacedVersions(where: string, ranges: Ranges = {}): string[] {
  return Object.entries(ranges)
    .filter(([, range]) => !isExact(range))
    .map(([name, range]) => `${where} makes ${name} ${range}: write the exact version`);
}
