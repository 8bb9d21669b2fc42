/**
 * Makes tests read what is published. `@asyncio-ts/x` means `dist` as soon as nobody asks for the source condition; this
 * is for `../src/index.js` and `../src/internal.js`, which tests import, too. Nothing else may lead into the sources: one
 * stray import, and a package would be there twice, half built and half not.
 *
 * `vitest.config.ts` imports this file, so it imports nothing but types and what Node has.
 */
import { existsSync } from 'node:fs';

import type { Plugin } from 'vitest/config';

const SOURCE = /^(.*\/packages\/[^/]+)\/src\/(.+)\.ts(?:\?.*)?$/;
const ENTRIES = ['index', 'internal'];

/** The Vite plugin that does so. */
export function readBuilt(): Plugin {
  return {
    name: 'asyncio-ts:read-built',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved && { ...resolved, id: builtOf(resolved.id, importer) };
    },
  };
}

/**
 * The built file in place of a source; any other file is left as it is.
 *
 * @throws {TypeError} it is not built, or it has no file of its own in the build
 */
export function builtOf(path: string, importer = 'somebody'): string {
  const [, root, name] = SOURCE.exec(path) ?? [];
  if (root === undefined || name === undefined) return path;
  if (!ENTRIES.includes(name)) {
    throw new TypeError(`${importer} imports ${path}, which the build has only inside something else`);
  }
  const built = `${root}/dist/${name}.js`;
  if (!existsSync(built)) throw new TypeError(`${built} is not there\n  Build it first: pnpm build`);
  return built;
}
