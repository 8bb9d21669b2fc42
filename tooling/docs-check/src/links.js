// Links from page to page: the file is there, and so is the heading.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';

import { root } from './pages.js';

/** The links of `pages` that lead nowhere; `exists` says whether a path from the root is there. */
export function deadLinks(pages, exists = (path) => existsSync(root + path)) {
  const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]));
  return pages.flatMap(({ path, nodes }) =>
    nodes
      .filter(({ token }) => isInternal(token))
      .filter(({ token }) => !leadsSomewhere(path, decodeURI(token.href)))
      .map(({ token, line }) => `${path}:${line}: ${token.href}`),
  );

  function leadsSomewhere(from, href) {
    const [file, anchor] = href.split('#');
    const to = file === '' ? from : relative('', join(dirname(from), file));
    if (!to.startsWith('..') && anchor === undefined) return exists(to);
    return anchors.get(to)?.has(anchor) ?? false;
  }
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
