import { expect, it } from 'vitest';

import { withoutForeign } from '../src/npm.js';

it('the environment of npm and of programs has nothing that leads out of the clean folder', () => {
  const kept = { PATH: '/bin', HOME: '/home/ada', LANG: 'C' };
  const foreign = {
    NODE_PATH: '/elsewhere',
    NODE_OPTIONS: '--conditions=x',
    npm_config_registry: 'https://elsewhere.example',
    NPM_CONFIG_CACHE: '/elsewhere',
    HTTPS_PROXY: 'http://elsewhere.example',
    http_proxy: 'http://elsewhere.example',
    XDG_CONFIG_HOME: '/elsewhere',
  };
  expect(withoutForeign({ ...kept, ...foreign })).toEqual(kept);
});
