// The site as it was built: where its links lead, what it loads, how heavy it is.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { gzipSync } from 'node:zlib';

import { parse } from 'node-html-parser';

/** Every page of the site in `folder`: its path in there, `links`, `anchors`, and the addresses that it `loads`. */
export function readSite(folder) {
  const files = new Set(filesIn(folder));
  const pages = [...files].filter((path) => path.endsWith('.html')).map((path) => readHtml(folder, path));
  return { folder, files, pages };
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function readHtml(folder, path) {
  const html = parse(readFileSync(join(folder, path), 'utf8'), { comment: false });
  const attributes = (selector, name) =>
    html.querySelectorAll(selector).flatMap((element) => element.getAttribute(name) ?? []);
  return {
    path,
    links: attributes('a', 'href'),
    anchors: new Set(attributes('[id]', 'id')),
    loads: [
      ...attributes('script, img, source, video, audio, iframe, embed', 'src'),
      ...attributes('link:not([rel=canonical]):not([rel=alternate])', 'href'),
    ],
    first: [
      ...attributes('script', 'src'),
      ...attributes('link:not([rel=prefetch]):not([rel=icon])', 'href'),
    ],
  };
}

/** The links that lead nowhere, each with the first page that has it, and how many do: menus stand on all of them. */
export function deadSiteLinks({ files, pages }) {
  const anchors = new Map(pages.map((page) => [page.path, page.anchors]));
  const dead = new Map();
  for (const { path, links } of pages) {
    for (const href of new Set(links.filter(isInternal))) {
      if (leadsSomewhere(path, href)) continue;
      const address = href.startsWith('/') ? href : `${href} on ${path}`;
      dead.set(address, [...(dead.get(address) ?? []), path]);
    }
  }
  return [...dead].map(([address, [first, ...more]]) =>
    more.length === 0 ? `${address}: in ${first}` : `${address}: in ${first} and ${more.length} others`,
  );

  function leadsSomewhere(from, href) {
    const [address, anchor = ''] = href.split('#').map(decodeURIComponent);
    const to = address === '' ? from : fileAt(resolve(from, address), files);
    if (to === undefined || anchor === '' || anchor.includes('=')) return to !== undefined; // `#a=b` is for scripts
    return anchors.get(to)?.has(anchor) ?? true;
  }
}

function isInternal(address) {
  return !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address);
}

function resolve(from, address) {
  const path = address.split('?')[0];
  return path.startsWith('/') ? path.slice(1) : join(dirname(from), path);
}

/** The file that a web server gives for an address without `.html`. */
function fileAt(path, files) {
  return [path, `${path}.html`, join(path, 'index.html')].find((file) => files.has(file));
}

/** What pages and their styles load from other hosts. */
export function foreignAddresses({ folder, files, pages }) {
  const isForeign = (address) => /^(?:https?:)?\/\//i.test(address);
  const styles = [...files].filter((path) => path.endsWith('.css'));
  return [
    ...pages.flatMap(({ path, loads }) => loads.filter(isForeign).map((address) => `${path}: ${address}`)),
    ...styles.flatMap((path) => {
      const css = readFileSync(join(folder, path), 'utf8');
      const addresses = [...css.matchAll(/(?:url\(|@import)\s*["']?([^"')\s]+)/g)].map(
        ([, address]) => address,
      );
      return addresses.filter(isForeign).map((address) => `${path}: ${address}`);
    }),
  ];
}

/** What a browser has to load, gzipped, before the page at `path` works: its files and their bytes, by kind. */
export function weightOf({ folder, files, pages }, path) {
  const wanted = new Set([path]);
  const { first } = pages.find((page) => page.path === path);
  for (const address of first.filter(isInternal)) wanted.add(resolve(path, address));
  for (const file of wanted) {
    if (!file.endsWith('.js')) continue;
    for (const imported of importsOf(readFileSync(join(folder, file), 'utf8')))
      wanted.add(resolve(file, imported));
  }
  const weights = { html: 0, js: 0, css: 0, woff2: 0 };
  for (const file of wanted) {
    if (!files.has(file)) continue;
    const kind = file.slice(file.lastIndexOf('.') + 1);
    const bytes = readFileSync(join(folder, file));
    weights[kind] = (weights[kind] ?? 0) + (kind === 'woff2' ? bytes : gzipSync(bytes)).length;
  }
  return weights;
}

/** The modules that a module imports before it runs. */
function importsOf(code) {
  return [...code.matchAll(/\b(?:from|import)\s*["'](\.{0,2}\/[^"']+\.js)["']/g)].map(([, path]) => path);
}

/** Files that the site should have and does not: `names`, and the pages that its `llms.txt` lists. */
export function missingFiles({ folder, files }, names) {
  const list = files.has('llms.txt') ? readFileSync(join(folder, 'llms.txt'), 'utf8') : '';
  const listed = [...list.matchAll(/\]\(\/([^)]+)\)/g)].map(([, path]) => path);
  return [...names, ...listed].filter((name) => !files.has(name));
}
