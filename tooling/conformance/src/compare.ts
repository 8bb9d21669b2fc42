/** Where two traces part, and how that reads. */

const LINES_BEFORE = 8;
const LINES_AFTER = 3;

/** Are the traces the same, line by line? */
export function isSame(expected: readonly string[], actual: readonly string[]): boolean {
  return expected.length === actual.length && expected.every((line, i) => line === actual[i]);
}

/** The first difference with what led up to it: `-` is what CPython printed, `+` what we did. */
export function describeDifference(expected: readonly string[], actual: readonly string[]): string {
  let at = 0;
  while (expected[at] === actual[at] && at < expected.length) at++;
  const before = expected.slice(Math.max(0, at - LINES_BEFORE), at).map((line) => `    ${line}`);
  return [`  line ${at + 1}:`, ...before, ...after('-', expected, at), ...after('+', actual, at)].join('\n');
}

function after(sign: string, trace: readonly string[], at: number): string[] {
  const lines = trace.slice(at, at + LINES_AFTER);
  return (lines.length === 0 ? ['(nothing more)'] : lines).map((line) => `  ${sign} ${line}`);
}
