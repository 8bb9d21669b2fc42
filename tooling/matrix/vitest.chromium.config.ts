/** The packages' tests in a browser, on what is built. `pnpm matrix chromium` starts it. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// By its path: what a configuration imports by name nobody translates.
import { chromiumOptions } from '../workspace/src/chromium.js';
import { readBuilt } from './src/built.js';
import { browserTests } from './src/test-files.js';

const top = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  root: top,
  cacheDir: 'node_modules/.cache/asyncio-ts/vite-chromium',
  plugins: [readBuilt()],
  resolve: { conditions: ['module', 'browser', 'development|production'] },
  test: {
    name: 'chromium',
    include: browserTests().map((file) => relative(top, file)),
    setupFiles: fileURLToPath(new URL('src/canary.ts', import.meta.url)),
    testTimeout: 20_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: 'chromium' }],
      provider: playwright({ launchOptions: chromiumOptions() }),
    },
  },
});
