/** Seconds for readers. */

/** `0 s`, `1.25 s`, `12.3 ms`: at most as many digits as tell something. */
export function inSeconds(seconds: number): string {
  const size = Math.abs(seconds);
  if (size > 0 && size < 0.0995) return `${rounded(seconds * 1000, size < 0.001 ? 2 : 1)} ms`;
  return `${rounded(seconds, size < 10 ? 3 : 2)} s`;
}

/** The same with as many digits as tell `seconds` from what is `apart` seconds away. */
export function inSecondsApart(seconds: number, apart: number): string {
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(apart > 0 ? apart : 1))));
  return `${rounded(seconds, digits)} s`;
}

/** Without zeros at the end. */
function rounded(number: number, digits: number): string {
  return String(Number(number.toFixed(digits)));
}
