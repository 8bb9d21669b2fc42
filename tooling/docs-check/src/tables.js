// Tables of pages, read by the heads of their columns.

/**
 * The rows of the table whose columns begin with `heads`. Each is a list of cells, and each cell has its `text`, the
 * contents of its code spans as `code`, and the targets of its links.
 */
export function tableOf(page, ...heads) {
  const [found] = tablesOf(page, ...heads);
  if (!found) throw new RangeError(`${page.path} has no table with the columns ${heads.join(', ')}`);
  return found;
}

/** The same of every such table. */
export function tablesOf({ nodes }, ...heads) {
  return nodes
    .filter(({ token }) => token.type === 'table' && heads.every((head, i) => token.header[i]?.text === head))
    .map(({ token }) => token.rows.map((row) => row.map(readCell)));
}

function readCell({ text, tokens }) {
  const all = [...flat(tokens)];
  const pick = (type, key) => all.filter((token) => token.type === type).map((token) => token[key]);
  return { text, code: pick('codespan', 'text'), links: pick('link', 'href') };
}

function* flat(tokens = []) {
  for (const token of tokens) {
    yield token;
    yield* flat(token.tokens);
  }
}
