/** What `console.table` prints. */
import { inspect } from 'node-inspect-extracted';

const INDEX = '(index)';
const VALUES = 'Values';

/** The fields of a row by their columns. */
type Row = ReadonlyMap<string, unknown>;

/**
 * The rows of `data`, an array or another object, and the fields of each as columns.
 *
 * @param wanted - the columns; without it, all that there are
 * @returns undefined for what has no rows
 */
export function tableOf(data: unknown, wanted?: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const rows = entriesOf(data).map(([index, value]) => rowOf(index, value));
  const fields = new Set(rows.flatMap((row) => [...row.keys()]));
  fields.delete(INDEX);
  const hasValues = fields.delete(VALUES);
  const columns = [INDEX, ...(wanted ?? fields), ...(hasValues ? [VALUES] : [])];
  return drawn([
    columns,
    ...rows.map((row) => columns.map((column) => (row.has(column) ? cellOf(column, row.get(column)) : ''))),
  ]);
}

function entriesOf(data: object): [string, unknown][] {
  if (data instanceof Map) return [...data].map(([key, value]) => [inspect(key), value]);
  if (data instanceof Set) return [...(data as Set<unknown>)].map((value, index) => [String(index), value]);
  return Object.entries(data);
}

function rowOf(index: string, value: unknown): Row {
  const fields: [string, unknown][] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [[VALUES, value]];
  return new Map<string, unknown>([[INDEX, index], ...fields]);
}

function cellOf(column: string, value: unknown): string {
  return column === INDEX
    ? String(value)
    : inspect(value, { depth: 0, maxArrayLength: 3, breakLength: Infinity });
}

/** @param lines - the cells of each line; the first one is the head */
function drawn([head = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => widthOf(line[column]!))));
  const padded = (cells: readonly string[]): string =>
    cells.map((cell, column) => ` ${cell}${' '.repeat(widths[column]! - widthOf(cell))} `).join('│');
  const ruled = (cross: string): string => widths.map((width) => '─'.repeat(width + 2)).join(cross);
  return [
    `┌${ruled('┬')}┐`,
    `│${padded(head)}│`,
    `├${ruled('┼')}┤`,
    ...lines.map((line) => `│${padded(line)}│`),
    `└${ruled('┴')}┘`,
  ].join('\n');
}

/** In columns of a terminal, where some characters take two. */
function widthOf(text: string): number {
  const wide =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/gu;
  return Array.from(text).length + (text.match(wide)?.length ?? 0);
}
