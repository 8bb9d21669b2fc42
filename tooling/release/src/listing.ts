/** What people and npm's own pages look for in a package: texts, links, badges. */
import type { Package } from '@asyncio-ts/workspace';

const REPOSITORY = 'https://github.com/asyncio-ts/asyncio-ts';

/** The badges under the heading of a README: pictures from elsewhere, which no build or test fetches. */
export function badgesOf(name: string): string[] {
  const page = `https://www.npmjs.com/package/${name}`;
  return [
    `[![version](https://img.shields.io/npm/v/${name})](${page})`,
    `[![licence](https://img.shields.io/npm/l/${name})](${REPOSITORY}/blob/main/LICENSE)`,
    `[![types](https://img.shields.io/npm/types/${name})](${page}?activeTab=code)`,
  ];
}

/** What is missing from the README of a package, or in the wrong place. */
export function readmeComplaints(name: string, readme: string): string[] {
  const beginning = [`# ${name}`, '', ...badgesOf(name), '', ''].join('\n');
  return [
    ...(readme.startsWith(beginning) ? [] : [`it does not begin with:\n${beginning}`]),
    ...(/^```ts\n/m.test(readme) ? [] : ['it shows no program']),
  ];
}

/** What is missing from a package.json, or leads elsewhere. */
export function listingComplaints({ path, manifest }: Pick<Package, 'path' | 'manifest'>): string[] {
  const { description = '', keywords = [], license, homepage, bugs, repository } = manifest;
  const wanted = {
    license: [license, 'MIT'],
    homepage: [homepage, `${REPOSITORY}/tree/main/${path}#readme`],
    'bugs.url': [bugs?.url, `${REPOSITORY}/issues`],
    'repository.url': [repository?.url, `git+${REPOSITORY}.git`],
    'repository.directory': [repository?.directory, path],
  };
  return [
    ...(description.length >= 20 && description.endsWith('.') ? [] : ['description is no sentence']),
    ...(keywords.length >= 4 && keywords.includes('asyncio')
      ? []
      : ['keywords are too few, or without asyncio']),
    ...Object.entries(wanted)
      .filter(([, [found, expected]]) => found !== expected)
      .map(([key, [found, expected]]) => `${key} is ${found ?? 'missing'}, not ${expected ?? ''}`),
  ];
}
