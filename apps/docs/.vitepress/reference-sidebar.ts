/** The list of the reference's pages, as TypeDoc wrote it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { DefaultTheme } from 'vitepress';

const written = fileURLToPath(new URL('../pages/reference/sidebar.json', import.meta.url));

/** Empty before `pnpm --filter @asyncio-ts/docs reference` has run. */
export function referenceSidebar(): DefaultTheme.SidebarItem[] {
  return existsSync(written) ? (JSON.parse(readFileSync(written, 'utf8')) as DefaultTheme.SidebarItem[]) : [];
}
