/** How a value reads inside an error message or the text of a variable. */

/**
 * One line for any value, after Python's `repr`. What is inside an object is cut to `...`: it may be long, contain
 * itself, or throw when asked.
 */
export function repr(value: unknown): string {
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1)}'`;
  if (Object(value) !== value) return String(value);
  return Array.isArray(value) ? '[...]' : '{...}';
}
