/** Rollup with terser, as an app for browsers uses them. */
import { join } from 'node:path';

import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type Plugin, rollup as bundle } from 'rollup';
import { minify } from 'terser';

import { type Bundle, type Bundler, isOf, type BundleInput } from './bundler.js';
import { isBuiltin } from './node-builtins.js';

export const rollup: Bundler = {
  name: 'Rollup',

  async bundle(order: BundleInput): Promise<Bundle> {
    const builtins: string[] = [];
    const entry = join(order.folder, 'program.js');
    const build = await bundle({
      input: entry,
      plugins: [reading(order, entry), resolving(order, builtins), nodeResolve({ browser: true })],
      onLog(level, log) {
        // An import that nothing answers is only a warning to Rollup.
        if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
        if (level === 'warn' && log.code !== 'EMPTY_BUNDLE') console.warn(log.message);
      },
    });
    const { output } = await build.generate({ format: 'es' });
    const { code, exports, modules } = output[0];
    const left = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0);
    return {
      files: left.map(([file]) => file).filter((file) => file !== entry),
      names: exports,
      builtins,
      code: async () => (await minify(code, { module: true, ecma: 2020 })).code ?? '',
    };
  },
};

/** Reads the program, and believes no manifest of what is read besides if told so. */
function reading({ program, ignoresSideEffects = false }: BundleInput, entry: string): Plugin {
  return {
    name: 'reading',
    resolveId: (source) => (source === entry ? entry : null),
    load: (file) => (file === entry ? program : null),
    transform: (code, file) =>
      ignoresSideEffects && file !== entry ? { code, map: null, moduleSideEffects: true } : null,
  };
}

/** Notes what of Node's is wanted, and leaves out what is to be left out. */
function resolving({ without = [] }: BundleInput, builtins: string[]): Plugin {
  return {
    name: 'resolving',
    resolveId: (source, importer) => {
      if (isBuiltin(source)) {
        builtins.push(`${importer ?? 'the program'} imports ${source}`);
        return { id: source, external: true };
      }
      return isOf(without, source) ? { id: source, external: true, moduleSideEffects: false } : null;
    },
  };
}
