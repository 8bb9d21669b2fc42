/**
 * The site for those who read no HTML: each page as Markdown, under its address with `.md`; `llms.txt`, a list of them;
 * and `llms-full.txt`, all that was written for the guide in one file. See https://llmstxt.org.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';

import type { DefaultTheme, SiteConfig } from 'vitepress';

import { referenceSidebar } from './reference-sidebar.js';
import { absoluteLink, linkOnSite, readMarkdown, shownBy } from './repository.js';
import { guideSidebar } from './sidebar.js';

/** VitePress calls it when everything else is written. */
export function writeLlms({ srcDir, outDir, pages, site }: SiteConfig): void {
  const guide = guideSidebar
    .flatMap(({ items = [] }) => items.map(pageOf))
    .filter((page) => pages.includes(page));
  const wanted = pages.filter((page) => guide.includes(page) || page.startsWith('reference/'));
  const texts = new Map(wanted.map((page) => [page, markdownOf(join(srcDir, page))]));
  for (const [page, text] of texts) {
    mkdirSync(dirname(join(outDir, page)), { recursive: true });
    writeFileSync(join(outDir, page), text);
  }

  const head = `# ${site.title}\n\n> ${site.description}`;
  const sections = [...guideSidebar, { text: 'Reference', items: referenceSidebar() }];
  const listed = sections.map(({ text = '', items = [] }) => {
    const lines = items.flatMap((item) => line(item, texts));
    return `## ${text}\n\n${lines.join('\n')}`;
  });
  writeFileSync(join(outDir, 'llms.txt'), `${[head, ...listed].join('\n\n')}\n`);

  const written = guide.filter((page) => shownBy(join(srcDir, page)) === join(srcDir, page)); // no tables of results
  const full = written.map((page) => markdownOf(join(srcDir, page), absoluteLink)); // in one file, nothing is beside it
  writeFileSync(join(outDir, 'llms-full.txt'), [head, ...full].join('\n\n'));
}

/**
 * A page's Markdown, with what stands in other files filled in.
 *
 * @param link - where a link of the page shall lead
 */
export function markdownOf(page: string, link: typeof linkOnSite = linkOnSite): string {
  const file = shownBy(page);
  const text = withLinks(readMarkdown(file), (href) => link(href, page))
    .replace(/^<<< (\S+)$/gm, (_, path: string) => snippet(join(dirname(file), path)))
    .replace(/^<\/?Live\b.*>\n+/gm, '')
    .replace(/^(#+ .*?) \{#[\w-]+\}$/gm, '$1')
    .trim();
  return `${text}\n`;
}

/** A block of code, a span of code, or where a link leads: in code, `handlers[0](x)` is none. */
const CODE_OR_LINK = /^(`{3,})[^]*?^\1|`[^`]+`|(?<=\]\()[^)\s]+(?=\))/gm;

function withLinks(text: string, link: (href: string) => string): string {
  return text.replace(CODE_OR_LINK, (found) => (found.startsWith('`') ? found : link(found)));
}

/** A program, and what it prints if that is on record. */
function snippet(file: string): string {
  const program = fence('ts', readFileSync(file, 'utf8'));
  const output = join(dirname(file), 'outputs', `${basename(file, '.ts')}.txt`);
  if (!existsSync(output)) return program;
  return `${program}\n\nIt prints:\n\n${fence('text', readFileSync(output, 'utf8'))}`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function line(item: DefaultTheme.SidebarItem, texts: ReadonlyMap<string, string>): string[] {
  const page = pageOf(item);
  const text = texts.get(page);
  return text === undefined ? [] : [`- [${item.text ?? page}](/${page}): ${firstSentence(text)}`];
}

/** The file of a page, from its address. */
function pageOf({ link = '' }: DefaultTheme.SidebarItem): string {
  return `${link.slice(1).replace(/\/$/, '/index')}.md`;
}

/** The first sentence below the title, as plain text. */
export function firstSentence(text: string): string {
  const paragraph = text.split(/\n{2,}/).find((each) => /^[^#<|`>!-]|^`[^`]/.test(each)) ?? '';
  const plain = paragraph.replaceAll('\n', ' ').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
  return /^.*?[.!?](?= |$)/.exec(plain)?.[0] ?? plain.replace(/:$/, '.');
}
