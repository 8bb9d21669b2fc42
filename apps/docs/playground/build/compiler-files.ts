/** TypeScript for the browser: the compiler as one script, and all declarations that a program may meet. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transform } from 'esbuild';

const require = createRequire(import.meta.url);
const libraryFolder = `${dirname(require.resolve('typescript'))}/`;
const packagesFolder = fileURLToPath(new URL('../../../../packages/', import.meta.url));

/** What programs are checked against. `webworker`: they run in one. */
const libraries = ['es2022', 'esnext.disposable', 'webworker'] as const;

/**
 * The compiler, as a script that declares `ts`. It is not bundled: parsing 9 MB into a syntax tree takes longer than the
 * rest of the site together.
 */
export async function compilerScript(): Promise<string> {
  const source = readFileSync(`${libraryFolder}typescript.js`, 'utf8');
  const { code } = await transform(source, { minify: true, target: 'es2022', legalComments: 'none' });
  return `${code}\nglobalThis.ts = ts;\n`;
}

/** Every declaration file by the path at which TypeScript looks for it. */
export function declarationFiles(): Record<string, string> {
  return { ...typeScriptFiles(), ...packageFiles() };
}

/** TypeScript's own libraries, and what they refer to. */
function typeScriptFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  const wanted: string[] = [...libraries];
  for (const name of wanted) {
    const path = `/lib.${name}.d.ts`;
    if (path in files) continue;
    const text = readFileSync(`${libraryFolder}${path.slice(1)}`, 'utf8');
    files[path] = text;
    for (const reference of text.matchAll(/^\/\/\/ <reference lib="([^"]+)"/gm)) wanted.push(reference[1]!);
  }
  return files;
}

/** The packages as npm installs them, as far as types go. */
function packageFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const folder of readdirSync(packagesFolder)) {
    const manifest = readFileSync(`${packagesFolder}${folder}/package.json`, 'utf8');
    const { name, type, publishConfig } = JSON.parse(manifest) as {
      readonly name: string;
      readonly type: string;
      readonly publishConfig: { readonly exports: unknown };
    };
    const path = `/node_modules/${name}/`;
    files[`${path}package.json`] = JSON.stringify({ name, type, exports: publishConfig.exports });
    for (const file of readdirSync(`${packagesFolder}${folder}/dist`)) {
      if (!file.endsWith('.d.ts')) continue;
      files[`${path}dist/${file}`] = readFileSync(`${packagesFolder}${folder}/dist/${file}`, 'utf8');
    }
  }
  return files;
}
