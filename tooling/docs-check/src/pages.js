// The Markdown files of the repository, read into a flat list of tokens that know their lines.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { lexer } from 'marked';

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every Markdown file but changelogs, which are written by a tool. */
export function allPages() {
  return repositoryFiles()
    .filter((path) => path.endsWith('.md') && !path.endsWith('CHANGELOG.md'))
    .map((path) => readPage(path, readFileSync(root + path, 'utf8')));
}

/** A page: its path from the root, and `nodes`, each a token of `marked` with the line it begins at. */
export function readPage(path, markdown) {
  return { path, nodes: [...walk(lexer(markdown), 1)] };
}

/** The paths of all files that Git does not ignore. Asks no Git: a copy of the repository may come without. */
export function repositoryFiles() {
  // Our .gitignore names folders, by their name or by their path from the root; that much of its language is enough.
  const ignored = readFileSync(`${root}.gitignore`, 'utf8').split('\n').filter(isFolder);
  const left = new Set(['.git/', ...ignored]);
  return [...filesIn('', left)];
}

function isFolder(line) {
  return line.endsWith('/');
}

function* filesIn(folder, left) {
  for (const entry of readdirSync(root + folder, { withFileTypes: true })) {
    const path = folder + entry.name;
    if (!entry.isDirectory()) yield path;
    else if (!left.has(`${path}/`) && !left.has(`${entry.name}/`)) yield* filesIn(`${path}/`, left);
  }
}

/** Tokens have no lines, but their `raw` texts, put together, are the text around them, at least line for line. */
function* walk(tokens, begin) {
  let line = begin;
  let above;
  for (const token of tokens) {
    yield { token, line, above };
    yield* token.type === 'table' ? walkTable(token, line) : walk(token.items ?? token.tokens ?? [], line);
    line += token.raw.split('\n').length - 1;
    if (token.type !== 'space') above = token;
  }
}

function* walkTable({ header, rows }, line) {
  for (const cell of header) yield* walk(cell.tokens, line);
  for (const [index, row] of rows.entries()) {
    for (const cell of row) yield* walk(cell.tokens, line + 2 + index); // the header, and the line under it
  }
}
