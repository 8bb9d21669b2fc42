/** esbuild, as an app for browsers uses it. */
import { resolve } from 'node:path';

import { build, type Plugin, type PluginBuild } from 'esbuild';

import { type Bundle, type Bundler, isOf, type BundleInput } from './bundler.js';
import { isBuiltin } from './node-builtins.js';

export const esbuild: Bundler = {
  name: 'esbuild',

  async bundle(order: BundleInput): Promise<Bundle> {
    const builtins: string[] = [];
    const { metafile, outputFiles } = await build({
      stdin: { contents: order.program, resolveDir: order.folder },
      absWorkingDir: order.folder,
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'silent',
      plugins: [resolving(order, builtins)],
    });
    const { exports, inputs } = Object.values(metafile.outputs)[0]!;
    const left = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return {
      files: left.map(([file]) => resolve(order.folder, file)).filter((file) => !file.endsWith('<stdin>')),
      names: exports,
      builtins,
      code: () => Promise.resolve(outputFiles[0]!.text),
    };
  },
};

/** Notes what of Node's is wanted, leaves out what is to be left out, and believes no manifest if told so. */
function resolving({ without = [], ignoresSideEffects = false }: BundleInput, builtins: string[]): Plugin {
  const seen = Symbol('resolved by us');
  const setup = (esbuild: PluginBuild): void => {
    esbuild.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === seen) return undefined;
      if (isBuiltin(path)) {
        builtins.push(`${importer} imports ${path}`);
        return { path, external: true };
      }
      if (isOf(without, path)) return { path, external: true, sideEffects: false };
      if (!ignoresSideEffects) return undefined;
      const found = await esbuild.resolve(path, { importer, kind, resolveDir, pluginData: seen });
      return { path: found.path, errors: found.errors, sideEffects: true };
    });
  };
  return { name: 'resolving', setup };
}
