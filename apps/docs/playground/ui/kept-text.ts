/** What was written, for a reload of the page and for who comes back to it: in the session's storage, by the page's hash. */

const KEY = 'asyncio-ts playground';

/** Texts of so many hashes, the newest, are kept. */
const MOST = 20;

interface Kept {
  /** The page's hash when it was written: another one asks for another program. */
  readonly hash: string;
  readonly text: string;
}

/** Without an entry in the browser's history, and without `hashchange`. */
export function setHash(hash: string): void {
  history.replaceState(history.state, '', hash);
}

/** Keeps `text` for the page's hash. */
export function keep(text: string): void {
  const { hash } = location;
  const kept = [...othersThan(hash), { hash, text }].slice(-MOST);
  // Full: rather the newest alone than none.
  if (!write(kept)) write(kept.slice(-1));
}

/** Nothing is kept for the page's hash any more. */
export function forget(): void {
  write(othersThan(location.hash));
}

/** The text that was kept for `hash`. */
export function readKept(hash: string): string | undefined {
  return readAll().find((kept) => kept.hash === hash)?.text;
}

/** The hash of the text that was kept last. */
export function lastHash(): string | undefined {
  return readAll().at(-1)?.hash;
}

function othersThan(hash: string): Kept[] {
  return readAll().filter((kept) => kept.hash !== hash);
}

/** Oldest first. */
function readAll(): readonly Kept[] {
  try {
    const all: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(all) ? (all as Kept[]) : [];
  } catch {
    return []; // forbidden
  }
}

function write(all: readonly Kept[]): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    return false; // forbidden, or full: then a reload loses the text, as without it
  }
}
