/** The programs that the playground offers, read when the site is built. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { guideSidebar } from '../../.vitepress/sidebar.js';

export interface ProgramFile {
  readonly name: string;
  /** What is to be seen, in a sentence. */
  readonly title: string;
  /** Where it belongs in the list. */
  readonly group: string;
  readonly source: string;
  /** Where it was read. */
  readonly file: string;
}

/** Groups of the list that are no section of the guide. */
const OTHERS = 'Others';
export const LONGER = 'Longer examples';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programsFolder = `${root}programs/`;
const pagesFolder = `${root}pages/`;
const examplesFolder = fileURLToPath(new URL('../../../examples/src/programs/', import.meta.url));

/** The programs of the pages, in the guide's order, then the examples. */
export function listPrograms(): readonly ProgramFile[] {
  const sections = sectionsOfPrograms();
  const order = [...sections.keys()];
  const place = (name: string): number => (sections.has(name) ? order.indexOf(name) : order.length);
  const shown = namesIn(programsFolder).map((name) => pageProgram(name, sections.get(name) ?? OTHERS));
  const examples = namesIn(examplesFolder).map(exampleProgram);
  return [
    ...shown.sort((a, b) => place(a.name) - place(b.name)),
    ...examples.filter((program) => program !== undefined),
  ];
}

/** What `name`, a program of the pages, has printed. */
export function outputFile(name: string): string {
  return `${programsFolder}outputs/${name}.txt`;
}

function namesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return names.map((name) => name.slice(0, -3)).sort();
}

function pageProgram(name: string, group: string): ProgramFile {
  const file = `${programsFolder}${name}.ts`;
  const source = readFileSync(file, 'utf8');
  const title = /^\/\/ *(.*)/.exec(source)?.[1] ?? name;
  return { name, title, group, source, file };
}

/** An example, if it needs nothing that a browser lacks. Its file exports the function that runs it. */
function exampleProgram(name: string): ProgramFile | undefined {
  const file = `${examplesFolder}${name}.ts`;
  const text = readFileSync(file, 'utf8');
  // Shared memory is for pages that cut themselves off from all others.
  if (/\bprocess\.|SharedArrayBuffer|from '(?:node:|\.)/.test(text)) return undefined;
  const runs = /^export async function (\w+)\(\)/m.exec(text)?.[1];
  if (runs === undefined) return undefined;
  const title = /^\/\*\*\s*(?:\* )?(?:[\w-]+: )?(.*?)(?:\s*\*\/)?$/m.exec(text)?.[1] ?? name;
  return { name, title, group: LONGER, source: `${text}\nawait ${runs}();\n`, file };
}

/** Programs by the section of the guide whose page shows them first, in the guide's order. */
function sectionsOfPrograms(): Map<string, string> {
  const sections = new Map<string, string>();
  for (const { text = OTHERS, items = [] } of guideSidebar) {
    for (const { link = '' } of items) {
      for (const name of programsOn(link)) if (!sections.has(name)) sections.set(name, text);
    }
  }
  return sections;
}

/** The programs that a page shows. A page that is still to be written shows none. */
function programsOn(link: string): string[] {
  const file = `${pagesFolder}${link.replace(/\/$/, '/index').slice(1)}.md`;
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/<Live program="([^"]+)"/g)].map((match) => match[1]!);
}
