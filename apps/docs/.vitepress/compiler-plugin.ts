/** TypeScript itself, as files that only the playground loads. */
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vitepress';

import { compilerScript, declarationFiles } from '../playground/build/compiler-files.js';

const COMPILER = 'virtual:compiler';

/** The files that the compiler's worker fetches, under the names they have while the site is worked on. */
const files: Readonly<Record<string, () => string | Promise<string>>> = {
  'typescript.js': compilerScript,
  'declarations.json': () => JSON.stringify(declarationFiles()),
};

const globalTypeScript = fileURLToPath(new URL('../playground/editor/global-typescript.ts', import.meta.url));

/** For everything but workers, which are told the addresses. */
export function compilerPlugin(): Plugin {
  let isBuild = false;
  return {
    name: 'compiler',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { typescript: globalTypeScript } } }),
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    configureServer({ middlewares }) {
      for (const [name, make] of Object.entries(files)) {
        middlewares.use(`/@compiler/${name}`, (_request, response) => {
          response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'application/json');
          void Promise.resolve(make()).then((text) => response.end(text));
        });
      }
    },
    resolveId: (id) => (id === COMPILER ? `\0${id}` : undefined),
    async load(id, options) {
      if (id !== `\0${COMPILER}`) return undefined;
      if (!isBuild || options?.ssr === true) return addresses((file) => JSON.stringify(`/@compiler/${file}`));
      const references = new Map<string, string>();
      for (const [file, make] of Object.entries(files)) {
        references.set(file, this.emitFile({ type: 'asset', name: file, source: await make() }));
      }
      return addresses((file) => `import.meta.ROLLUP_FILE_URL_${references.get(file)!}`);
    },
  };
}

function addresses(of: (file: string) => string): string {
  return `export const compilerUrl = ${of('typescript.js')};
export const declarationsUrl = ${of('declarations.json')};`;
}
