// Bundles every public entry of every package for the browser, and fails when a Node builtin is in reach of one.
//
//   npm run check:browser         (build first: it is `dist` that people get)
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const builtins = new Set(builtinModules);

for (const folder of readdirSync('packages')) {
  const { name, exports } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'));
  for (const entry of Object.keys(exports).filter((key) => !key.endsWith('.json'))) {
    const source = name + entry.slice(1);
    const { complaints, bytes } = await bundle(source, `packages/${folder}`);
    if (complaints.length > 0) process.exitCode = 1;
    console.log(
      complaints.length === 0 ? `✓ ${source} ${bytes} B` : `✗ ${source}\n    ${complaints.join('\n    ')}`,
    );
  }
}

/** Bundles one entry as an app in `folder` would, and says what it reached that no browser has. */
async function bundle(source, folder) {
  const complaints = [];
  const noBuiltins = {
    name: 'no-builtins',
    setup({ onResolve }) {
      onResolve({ filter: /.*/ }, ({ path, importer }) => {
        if (!path.startsWith('node:') && !builtins.has(path.split('/')[0])) return undefined;
        complaints.push(`${importer} imports ${path}`);
        return { path, external: true };
      });
    },
  };
  try {
    const { outputFiles } = await build({
      stdin: { contents: `import * as all from '${source}'; globalThis.all = all;`, resolveDir: folder },
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'silent',
      plugins: [noBuiltins],
    });
    return { complaints, bytes: outputFiles[0].contents.length };
  } catch (error) {
    return { complaints: [...complaints, ...error.errors.map(({ text }) => text)], bytes: 0 };
  }
}
