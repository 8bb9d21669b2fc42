/**
 * npm and pnpm as on a machine where nobody has configured them: the only registry is ours, and caches, settings and
 * pnpm's store lie in the temporary folder. What the user has configured is neither read nor touched.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { command, type Ended, outputOf, withTools } from '@asyncio-ts/workspace';

/** Settings in the environment, and two that would let code in from outside: `NODE_PATH` from pnpm, and proxies. */
const FOREIGN = /^(?:npm_|pnpm_|node_|xdg_)|_proxy$|^init_cwd$/i;

export class Npm {
  readonly environment: NodeJS.ProcessEnv;

  constructor(home: string, registry: string) {
    const folder = join(home, 'npm');
    mkdirSync(folder, { recursive: true });
    const userconfig = join(folder, 'npmrc');
    // npm will not publish without a token, and verdaccio does not ask for one.
    const token = `${registry.replace(/^http:/, '')}:_authToken=none`;
    const settings = [
      'audit=false',
      'fund=false',
      'update-notifier=false',
      'fetch-retries=0',
      'loglevel=error',
    ];
    writeFileSync(userconfig, [`registry=${registry}`, token, ...settings, ''].join('\n'));
    this.environment = {
      ...withoutForeign(withTools(process.env)),
      npm_config_userconfig: userconfig,
      npm_config_globalconfig: join(folder, 'none'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_store_dir: join(folder, 'store'),
      ...Object.fromEntries(
        ['CONFIG', 'CACHE', 'DATA', 'STATE'].map((kind) => [`XDG_${kind}_HOME`, join(folder, kind)]),
      ),
    };
  }

  /** Publishes a tarball or a folder. Nothing becomes `latest` unless that is its `tag`. */
  async publish(what: string, tag: string): Promise<void> {
    const flags = ['--tag', tag, '--provenance=false', '--ignore-scripts', '--fetch-retries', '0'];
    await outputOf('npm', ['publish', what, ...flags], { env: this.environment });
  }

  run(tool: 'npm' | 'pnpm', args: readonly string[], cwd: string): Promise<Ended> {
    return command(tool, args, { env: this.environment, cwd });
  }
}

/** The environment without what would make npm, or a program, behave as on this machine. */
export function withoutForeign(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !FOREIGN.test(name));
  return Object.fromEntries(kept);
}
