/**
 * What a program throws or prints becomes text. That asks code of its own (getters, `toString`, the traps of a proxy), which
 * may throw anything; and it may be long without end.
 */

const UNSHOWABLE = '[something that cannot be shown]';

/** In characters. More in one piece would stop the page. */
const LONGEST = 10_000;

/** So many are rewritten first, which may make them fewer. */
const LOOKED_AT = 100_000;

/** What `show` returns, or `instead` if it throws. */
export function shownOr(show: () => string, instead: string = UNSHOWABLE): string {
  try {
    return show();
  } catch {
    return instead; // even a CancelledError: it comes from showing something, not from awaiting
  }
}

/** The beginning of `text`, rewritten, and how much more there is. */
export function cut(text: string, rewrite: (text: string) => string): string {
  const rewritten = rewrite(text.slice(0, LOOKED_AT));
  const more = rewritten.length - LONGEST + Math.max(0, text.length - LOOKED_AT);
  if (more <= 0) return rewritten;
  return `${rewritten.slice(0, LONGEST)}… ${more.toLocaleString('en')} more characters`;
}
