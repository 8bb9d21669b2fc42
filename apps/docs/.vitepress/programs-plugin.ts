/**
 * What the site's programs need of Vite: each compiled beforehand, its output on its page, and TypeScript itself as files
 * that only the playground loads.
 */
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import type { Plugin } from 'vitepress';

import { compilerScript, declarationFiles } from '../playground/build/compiler-files.js';
import { withOutputs } from '../playground/build/page-outputs.js';
import { listPrograms, type ProgramFile } from '../playground/build/program-list.js';
import { compile } from '../playground/runtime/compile.js';

const LIST = 'virtual:programs';
const PROGRAM = 'virtual:program/';
const COMPILER = 'virtual:compiler';

/** The files that the compiler's worker fetches, under the names they have while the site is worked on. */
const compilerFiles: Readonly<Record<string, () => string | Promise<string>>> = {
  'typescript.js': compilerScript,
  'declarations.json': () => JSON.stringify(declarationFiles()),
};

/** While the site is worked on, Vite would find these one after the other, and load the page anew each time. */
const foundLate = [
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/lang-javascript',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/state',
  '@codemirror/view',
  '@jridgewell/trace-mapping',
  '@lezer/highlight',
  '@typescript/vfs',
  '@valtown/codemirror-ts/worker',
  'comlink',
  'fflate',
  'node-inspect-extracted',
  'splitpanes',
];

/** Everything but what workers need. */
export function programsPlugin(): Plugin {
  let isBuild = false;
  return {
    name: 'programs',
    enforce: 'pre',
    config: () => ({
      optimizeDeps: { include: foundLate },
      resolve: {
        alias: {
          typescript: fileURLToPath(new URL('../playground/editor/global-typescript.ts', import.meta.url)),
        },
      },
    }),
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    configureServer({ middlewares }) {
      for (const [name, make] of Object.entries(compilerFiles)) {
        middlewares.use(`/@compiler/${name}`, (_request, response) => {
          response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'application/json');
          void Promise.resolve(make()).then((text) => response.end(text));
        });
      }
    },
    resolveId: (id) => (id.startsWith('virtual:') && isOurs(id) ? `\0${id}` : undefined),
    async load(id, options) {
      const name = id.slice(1);
      if (!id.startsWith('\0') || !isOurs(name)) return undefined;
      if (name === LIST) return listModule();
      if (name.startsWith(PROGRAM)) {
        const program = programOf(name.slice(PROGRAM.length));
        this.addWatchFile(program.file);
        return programModule(program);
      }
      if (!isBuild || options?.ssr === true) return addresses((file) => JSON.stringify(`/@compiler/${file}`));
      const references = new Map<string, string>();
      for (const [file, make] of Object.entries(compilerFiles)) {
        references.set(file, this.emitFile({ type: 'asset', name: file, source: await make() }));
      }
      return addresses((file) => `import.meta.ROLLUP_FILE_URL_${references.get(file)!}`);
    },
    transform: (text, id) => (id.endsWith('.md') ? withOutputs(text) : undefined),
  };
}

/** For workers, whose programs see the names of our classes: the minifier must not eat them. */
export function workerPlugins(): Plugin[] {
  return [
    {
      name: 'keep-names',
      configResolved(config) {
        // Workers have a configuration of their own; what a `config` hook says is not taken into it.
        const { esbuild } = config;
        Object.assign(config, { esbuild: { ...(esbuild === false ? {} : esbuild), keepNames: true } });
      },
    },
  ];
}

function isOurs(id: string): boolean {
  return id === LIST || id === COMPILER || id.startsWith(PROGRAM);
}

function listModule(): string {
  const entries = listPrograms().map(({ name, title, group }) => {
    const plain = JSON.stringify({ name, title, group }).slice(0, -1);
    return `${plain},"load":()=>import(${JSON.stringify(PROGRAM + name)}).then((module)=>module.default)}`;
  });
  return `export default [${entries.join(',\n')}];`;
}

function programOf(name: string): ProgramFile {
  const found = listPrograms().find((program) => program.name === name);
  if (found === undefined) throw new RangeError(`There is no program ${name}`);
  return found;
}

function programModule({ name, source }: ProgramFile): string {
  const compiled = compile(ts, source);
  if ('problems' in compiled) throw new SyntaxError(`${name}: ${compiled.problems[0]!.message}`);
  return `export default ${JSON.stringify({ source, program: compiled.program })};`;
}

function addresses(of: (file: string) => string): string {
  return `export const compilerUrl = ${of('typescript.js')};
export const declarationsUrl = ${of('declarations.json')};`;
}
