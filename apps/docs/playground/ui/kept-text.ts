/** What was written, for a reload of the page: in the session's storage, beside the page's hash. */

const KEY = 'asyncio-ts playground';

interface Kept {
  /** The page's hash when it was written: another one asks for another program. */
  readonly hash: string;
  readonly text: string;
}

/** Without an entry in the browser's history, and without `hashchange`. */
export function setHash(hash: string): void {
  history.replaceState(history.state, '', hash);
}

export function keep(text: string): void {
  const kept: Kept = { hash: location.hash, text };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // forbidden, or full: then a reload loses the text, as without it
  }
}

export function readKept(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '') as Kept;
  } catch {
    return undefined; // nothing there, or forbidden
  }
}
