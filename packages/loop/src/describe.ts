/** How values read inside an error message or a one-line description of a state. */

const LONGEST = 60;

/**
 * A short text for any value, after Python's `repr`: strings quoted, functions by name, objects by class.
 *
 * @param value - anything, also what has no prototype or a `toString` that throws
 * @suspends never
 */
export function describe(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value.slice(0, LONGEST + 1)));
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}()`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  return describeObject(value);
}

/** What is being described right now, outermost first. */
const describing = new Set<object>();

/** Cuts what contains itself, as a task does whose result is a list of all tasks. */
function describeObject(value: object): string {
  if (describing.has(value)) return '…';
  describing.add(value);
  try {
    return describeOnce(value);
  } finally {
    describing.delete(value);
  }
}

function describeOnce(value: object): string {
  if (value instanceof Error) return `${value.name}(${JSON.stringify(value.message)})`;
  if (Array.isArray(value))
    return value.length < 4 ? `[${value.map(describe).join(', ')}]` : `array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`; // may be megabytes
  const show = (value as { toString?: unknown }).toString;
  if (typeof show === 'function' && show !== Object.prototype.toString) {
    try {
      return shorten(String(show.call(value)));
    } catch {
      // CancelledError: nothing is awaited here. A toString that throws must not hide the message it was meant for.
    }
  }
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== 'Object' ? `a ${name}` : 'an object';
}

function shorten(text: string): string {
  return text.length <= LONGEST || text.startsWith('<') ? text : `${text.slice(0, LONGEST)}…`;
}
