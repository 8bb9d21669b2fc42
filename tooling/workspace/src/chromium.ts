/** The browser for tests: Chromium as the system has it, for npm has none. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where Debian and others put it; `undefined` where there is none. */
export function chromiumPath(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** How Playwright starts it; ask for its path before. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: chromiumPath()!, // asked before; Playwright says so if there is none
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  };
}
