/** What lies in folders. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** All files below `folder`, with `/` between, whatever the platform; sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
