/** The tools and libraries that somebody else's release could change under us: those with a range for a version. */
import type { Ranges } from '@asyncio-ts/workspace';

const EXACT = /^(?:npm:[^@]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

export function looseVersions(where: string, ranges: Ranges = {}): string[] {
  return Object.entries(ranges)
    .filter(([, range]) => !EXACT.test(range) && !/^(?:workspace|catalog):/.test(range))
    .map(([name, range]) => `${where} asks for ${name} as ${range}: write the exact version`);
}
