/** Where a browser is. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian and others put it; `undefined` where there is none. */
export function chromiumPath(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
