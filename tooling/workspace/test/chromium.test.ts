import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { afterEach, expect, it, vi } from 'vitest';

import { chromiumOptions, chromiumPath, TemporaryFolder } from '../src/index.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('Chromium is found on the PATH, under each of its names', () => {
  using first = new TemporaryFolder('chromium');
  using second = new TemporaryFolder('chromium');
  vi.stubEnv('PATH', [first.path, second.path].join(delimiter));
  expect(chromiumPath()).toBeUndefined();

  const path = join(second.path, 'google-chrome');
  writeFileSync(path, '');
  expect(chromiumPath()).toBe(path);
  expect(chromiumOptions().executablePath).toBe(path);
});
