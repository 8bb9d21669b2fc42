/** The packages of this checkout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isInternal, reaches, testsOf } from './imports.js';

/** The top of the checkout. */
export const TOP: string = fileURLToPath(new URL('../../..', import.meta.url));

/** A package's name and folder. */
export interface Package {
  readonly name: string;
  readonly root: string;
}

/** Every package. */
export function packages(): Package[] {
  return readdirSync(join(TOP, 'packages'))
    .map((folder) => join(TOP, 'packages', folder))
    .filter((root) => existsSync(join(root, 'package.json')))
    .map((root) => {
      const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
      return { name, root };
    });
}

/** The tests that cannot run on what is built. */
export function internalTests(): string[] {
  return packages()
    .flatMap(({ root }) => testsOf(root))
    .filter((file) => reaches(file, isInternal));
}
