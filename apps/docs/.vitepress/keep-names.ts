/** For workers, whose programs see the names of our classes: the minifier must not eat them. */
import type { Plugin } from 'vitepress';

export function keepNames(): Plugin {
  return {
    name: 'keep-names',
    configResolved(config) {
      // Workers have a configuration of their own; what a `config` hook says is not taken into it.
      const { esbuild } = config;
      Object.assign(config, { esbuild: { ...(esbuild === false ? {} : esbuild), keepNames: true } });
    },
  };
}
