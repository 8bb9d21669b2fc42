// Links from page to page: the file is there, and so is the heading.
//
// Pages of the site may also link to `/tutorial/tasks`, an address in it. The site's reference is made by its build, and
// so are the links to it looked at there, by `pnpm check:site`.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';

import { root } from './pages.js';

const site = 'apps/docs/pages';

/** The links of `pages` that lead nowhere; `exists` says whether a path from the root is there. */
export function deadLinks(pages, exists = (path) => existsSync(root + path)) {
  const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]));
  const includes = new Map(pages.map((page) => [page.path, includedBy(page)]));
  return pages.flatMap(({ path, nodes }) =>
    nodes
      .filter(({ token }) => isInternal(token))
      .filter(({ token }) => !leadsSomewhere(path, decodeURI(token.href)))
      .map(({ token, line }) => `${path}:${line}: ${token.href}`),
  );

  function leadsSomewhere(from, href) {
    const [file, anchor] = href.split('#');
    if (isOnSite(from) && file.startsWith('/reference/')) return true;
    const to = file === '' ? from : relative('', targetOf(from, file));
    if (!to.startsWith('..') && (anchor === undefined || anchor.includes('='))) return exists(to); // `#a=b`: for scripts
    return [to, ...(includes.get(to) ?? [])].some((path) => anchors.get(path)?.has(anchor));
  }
}

/** The files that a page of the site includes: `<!--@include: ../../docs/performance.md-->`. */
function includedBy({ path, nodes }) {
  const comments = nodes.filter(({ token }) => token.type === 'html');
  return comments.flatMap(({ token }) => {
    const included = /^<!--\s*@include:\s*(\S+)\s*-->/.exec(token.raw)?.[1];
    return included === undefined ? [] : join(dirname(path), included);
  });
}

/** The path of the file that `file`, written on the page `from`, means. */
function targetOf(from, file) {
  return isOnSite(from) && file.startsWith('/') ? pageAt(file) : join(dirname(from), file);
}

/** The file of the page that the site has at an address. */
export function pageAt(address) {
  return `${site}${address.replace(/\/$/, '/index')}.md`;
}

function isOnSite(page) {
  return page.startsWith(`${site}/`);
}

/** A link, an image or the definition of one, that stays in the repository. */
function isInternal({ type, href }) {
  return ['link', 'image', 'def'].includes(type) && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
}

/** The anchors that GitHub gives to headings: lower case, words joined by hyphens, repetitions numbered. */
function anchorsOf({ nodes }) {
  const anchors = new Set();
  for (const { token } of nodes.filter(({ token }) => token.type === 'heading')) {
    const slug = plainText(token)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

function plainText({ tokens, text = '' }) {
  return tokens?.map(plainText).join('') ?? text;
}
