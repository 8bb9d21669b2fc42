// What is particular to the pages of the site: the programs they show, and the list they stand in.
import { dirname, join } from 'node:path/posix';

import { pageAt } from './links.js';

/**
 * What is wrong with the programs of a page. A live one is written so, and both lines name the same program:
 *
 *     <Live program="brew">
 *
 *     <<< ../../programs/brew.ts
 *
 *     </Live>
 *
 * `files` are the paths of the repository.
 */
export function programProblems({ path, nodes }, files) {
  const known = new Set(files);
  const things = nodes.filter(({ token }) => token.type !== 'space');
  return things.flatMap(({ token, line, above }) => {
    const complaint = complaintAbout(token, above);
    return complaint === undefined ? [] : `${path}:${line}: ${complaint}`;
  });

  function complaintAbout({ type, raw }, above) {
    const live = liveProgram(above);
    const file = type === 'paragraph' ? /^<<< (.*)/.exec(raw)?.[1] : undefined;
    if (type === 'html' && /<Live\b/.test(raw) && liveProgram({ type, raw }) === undefined) {
      return `Write <Live program="NAME">: ${raw.trim()}`;
    }
    if (live !== undefined && file === undefined) return `<Live program="${live}"> shows no file`;
    if (file === undefined) return undefined;
    const shown = join(dirname(path), file);
    if (!known.has(shown)) return `no file ${shown}`;
    return live === undefined || shown === `apps/docs/programs/${live}.ts`
      ? undefined
      : `<Live program="${live}"> shows another file: ${shown}`;
  }
}

function liveProgram(token) {
  return token?.type === 'html' ? /^<Live program="([\w-]+)">\s*$/.exec(token.raw)?.[1] : undefined;
}

/** What the site's list of pages, and its pages, do not have in common. Pages with a layout of their own stand alone. */
export function sidebarProblems(sidebar, pages) {
  const listed = sidebar.flatMap(({ items }) => items.map(({ link }) => pageAt(link)));
  const written = pages.filter(({ path }) => path.startsWith('apps/docs/pages/'));
  const paths = new Set(written.map(({ path }) => path));
  const ordinary = written.filter((page) => !hasLayout(page)).map(({ path }) => path);
  return [
    ...listed.filter((path, index) => listed.indexOf(path) < index).map((path) => `${path} is listed twice`),
    ...listed.filter((path) => !paths.has(path)).map((path) => `${path} is listed, but does not exist`),
    ...ordinary.filter((path) => !listed.includes(path)).map((path) => `${path} is not in the sidebar`),
  ];
}

/** Does the page begin with `---` and a line `layout: …`? */
function hasLayout({ nodes: [first, second] }) {
  return first?.token.type === 'hr' && /^layout: /m.test(second?.token.raw);
}
