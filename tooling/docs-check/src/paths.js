// File names that stand in code spans: `tasks/src/task.ts`, `docs/decisions`, `queue.ts`.
import { dirname } from 'node:path/posix';

/**
 * The names of files and folders on a page that are none of `files`, the paths of the repository. A name may leave out
 * the folders that the page talks about anyway, and `*` in it is any name.
 */
export function missingPaths({ path, nodes }, files) {
  const known = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
  const tops = new Set([...known].map((file) => file.replace(/^packages\//, '').split('/')[0]));
  return nodes
    .filter(({ token }) => token.type === 'codespan' && looksLikePath(token.text, tops))
    .filter(({ token }) => !known.has(token.text) && !someMatch(known, token.text.replace(/\/$/, '')))
    .map(({ token, line }) => `${path}:${line}: ${token.text}`);
}

/** `a/b` may be a division: the first part has to be a folder that there is, or the last one the name of a source. */
function looksLikePath(text, tops) {
  if (!/^[\w.*-]+(?:\/[\w.*-]+)*\/?$/.test(text)) return false;
  return /[^.]\.(?:ts|mjs|json)$/.test(text) || (text.includes('/') && tops.has(text.split('/')[0]));
}

function someMatch(known, name) {
  const literal = (text) => text.replaceAll('.', '\\.');
  const pattern = new RegExp(`(?:^|/)${name.split('*').map(literal).join('[^/]*')}$`);
  return [...known].some((path) => pattern.test(path));
}

function foldersOf(file) {
  const folder = dirname(file);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}
