/** Which tests can run in a browser, and where one is. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { isInternal, isOfNode, reaches, testsOf } from './imports.js';
import { packages } from './packages.js';

/** Where Debian and others put it; `undefined` where there is none. */
export function chromiumPath(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** The tests of the packages that need neither Node nor sources. */
export function browserTests(): string[] {
  return publicTests().filter((file) => !reaches(file, isOfNode));
}

/** The others that need no sources: Node's alone. */
export function nodeTests(): string[] {
  return publicTests().filter((file) => reaches(file, isOfNode));
}

function publicTests(): string[] {
  return packages()
    .flatMap(({ root }) => testsOf(root))
    .filter((file) => !reaches(file, isInternal));
}
