/** Where files of the repository are found on the web, and what pages link to them. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { fileURLToPath } from 'node:url';

import type { MarkdownRenderer } from 'vitepress';

const root = fileURLToPath(new URL('../../../', import.meta.url)).replaceAll('\\', '/');
const site = join(root, 'apps/docs/pages/');
const manifest = readFileSync(join(root, 'packages/asyncio/package.json'), 'utf8');

/** The repository's page. */
export const repository = (JSON.parse(manifest) as { repository: { url: string } }).repository.url.replace(
  /^git\+|\.git$/g,
  '',
);

/** A page without what stands above it for VitePress. */
export function readMarkdown(page: string): string {
  return readFileSync(page, 'utf8').replace(/^---\n.*?\n---\n/s, '');
}

/** The file that a page shows: itself, or, if it has nothing but an include, that one. */
export function shownBy(page: string): string {
  const [, included] = /^\s*<!--\s*@include:\s*(\S+)\s*-->\s*$/.exec(readMarkdown(page)) ?? [];
  return included === undefined ? page : join(dirname(page), included);
}

/**
 * Where a link leads that works in the repository, seen from a page of the site: to another page, or to the file on the
 * web if the site does not have it.
 */
export function linkOnSite(href: string, page: string): string {
  if (leavesAlone(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = join(dirname(shownBy(page)), decodeURI(path));
  const address = target.startsWith(site)
    ? relativeTo(page, target)
    : `${repository}/blob/HEAD/${encodeURI(relative(root, target))}`;
  return anchor === undefined ? address : `${address}#${anchor}`;
}

/** The same for somebody who does not know on which page the link stands: it begins at the site's root. */
export function absoluteLink(href: string, page: string): string {
  const link = linkOnSite(href, page);
  if (link.startsWith('#')) return `/${relative(site, page)}${link}`;
  return leavesAlone(link) ? link : `/${relative(site, join(dirname(page), link))}`;
}

/** A rule for markdown-it: it turns links to files that are no pages, and finds the pictures of included files. */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const { path: page } = env as { path: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet('href');
      const src = token.attrGet('src');
      if (token.type === 'link_open' && href !== null) token.attrSet('href', linkOnSite(href, page));
      if (token.type === 'image' && src !== null && !leavesAlone(src)) {
        token.attrSet('src', relativeTo(page, join(dirname(shownBy(page)), src)));
      }
    }
  });
}

function leavesAlone(href: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|[/#])/i.test(href);
}

function relativeTo(page: string, target: string): string {
  const path = relative(dirname(page), target);
  return path.startsWith('.') ? path : `./${path}`;
}
