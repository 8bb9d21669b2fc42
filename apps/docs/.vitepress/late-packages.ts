/**
 * The packages that the playground loads when it needs them. While the site is worked on, Vite would find them one after
 * the other, and load the page anew each time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vitepress';

const playground = fileURLToPath(new URL('../playground/', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** TypeScript is a file of its own; VitePress is there before, and must not be there twice. */
const elsewhere: ReadonlySet<string> = new Set(['typescript', 'vitepress']);

/** Tells Vite of them beforehand. */
export function latePackages(): Plugin {
  return { name: 'late-packages', config: () => ({ optimizeDeps: { include: packagesOfBrowser() } }) };
}

/** What the playground's files import of the packages that this one depends on; ours are no such. */
export function packagesOfBrowser(): string[] {
  const files = readdirSync(playground, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|vue)$/.test(path))
    .filter((path) => !path.startsWith('build')); // runs in Node
  const imported = files.flatMap((path) => importsOf(readFileSync(playground + path, 'utf8')));
  return [...new Set(imported)]
    .filter((path) => packageOf(path) in devDependencies && !elsewhere.has(path))
    .sort();
}

function importsOf(source: string): string[] {
  return [...source.matchAll(/\bfrom '([^.'][^']*)'/g)].map(([, path]) => path!);
}

/** `@valtown/codemirror-ts` of `@valtown/codemirror-ts/worker`. */
function packageOf(path: string): string {
  return path.split('/', path.startsWith('@') ? 2 : 1).join('/');
}
