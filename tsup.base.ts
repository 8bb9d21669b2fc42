import { defineConfig, type Options } from 'tsup';

/**
 * The one build every package uses: ESM for any host, with declarations.
 *
 * What is tagged `@internal` does not show in `index.d.ts`. An `./internal` entry shows it, so its declarations
 * are made in a second pass.
 */
export function library(options: { internal?: boolean } = {}): ReturnType<typeof defineConfig> {
  const code: Options = {
    entry: options.internal ? ['src/index.ts', 'src/internal.ts'] : ['src/index.ts'],
    format: ['esm'],
    platform: 'neutral',
    target: 'es2022',
    dts: declarations('src/index.ts', { stripInternal: true }),
    sourcemap: true,
    // What both entries need goes into one chunk. A fixed name spares `clean`, which would delete the other pass's
    // declarations.
    esbuildOptions: (esbuild) => {
      esbuild.sourcesContent = false; // the sources are in the tarball
      esbuild.chunkNames = 'shared';
    },
  };
  if (!options.internal) return defineConfig(code);
  return defineConfig([
    code,
    { format: ['esm'], entry: ['src/internal.ts'], dts: { ...declarations('src/internal.ts'), only: true } },
  ]);
}

function declarations(entry: string, compilerOptions: { stripInternal?: boolean } = {}) {
  return {
    entry,
    // Consumers without that lib would not compile; rollup drops the line when it stands in a source.
    banner: '/// <reference lib="esnext.disposable" />',
    // tsup 8 injects the baseUrl that TypeScript 6 deprecates.
    compilerOptions: { ...compilerOptions, ignoreDeprecations: '6.0' },
  };
}
