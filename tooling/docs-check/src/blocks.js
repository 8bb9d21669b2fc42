// The code that pages show. What stands behind a fence's language says what is done with the block:
//
//   ```ts             compiled; run as well, if it imports something, and must print what its comments say
//   ```ts no-run      compiled only
//   ```ts fragment    neither: a piece that means nothing alone
//
// The last two need a reason, in an HTML comment right above the fence.

/** Languages under which a program would slip through. */
const unchecked = new Set(['typescript', 'tsx', 'mts', 'js', 'javascript', 'jsx', 'mjs']);

/**
 * The `ts` blocks of a page: where each begins, its `code`, and whether it is `compiled` and `run`. `problem` is what
 * is wrong with the block as it stands.
 */
export function blocksOf({ path, nodes }) {
  return nodes
    .filter(({ token }) => token.type === 'code' && token.lang !== undefined)
    .map(({ token, line, above }) => ({ ...token, line, above, words: token.lang.split(/\s+/) }))
    .filter(({ words }) => words[0] === 'ts' || unchecked.has(words[0]))
    .map(({ text: code, line, above, words }) => {
      const fragment = words.includes('fragment');
      const compiled = words[0] === 'ts' && !fragment;
      return {
        path,
        line,
        at: `${path}:${line}`,
        code,
        compiled,
        run: compiled && !words.includes('no-run') && /^import\b/m.test(code),
        problem: problemOf(words, above),
      };
    });
}

function problemOf([language, ...words], above) {
  if (language !== 'ts') return `Write \`\`\`ts: nothing checks a block in \`\`\`${language}`;
  const optsOut = words.find((word) => word === 'no-run' || word === 'fragment');
  if (optsOut !== undefined && !isComment(above)) {
    return `Say why it is marked \`${optsOut}\`, in an HTML comment right above the block`;
  }
  return undefined;
}

function isComment(token) {
  return token?.type === 'html' && /^<!--\s*\S[^]*-->\s*$/.test(token.raw);
}

/**
 * What a program must print, as its comments say: either the comment lines that end the block, or, in the order of the
 * page, what follows `// ->` at the ends of lines.
 *
 *     console.log(1 + 1); // -> 2              console.log(1 + 1);
 *                                              // 2
 */
export function expectedOutput(code) {
  const lines = code.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => !line.startsWith('//'));
  const ending = lines.slice(last + 1).map((line) => line.replace(/^\/\/ ?/, ''));
  const arrows = lines.flatMap((line) => /\/\/ -> ?(.*)$/.exec(line)?.[1] ?? []);
  return [...arrows, ...ending].map((line) => `${line}\n`).join('');
}
