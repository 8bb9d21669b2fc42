/** A folder outside the workspace, gone when it is disposed of or the process ends, by Ctrl-C as well; not by SIGKILL. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const left = new Set<string>();
let isWatching = false;

export class TemporaryFolder implements Disposable {
  readonly path: string;

  /** @param purpose - shows in the folder's name */
  constructor(purpose: string) {
    watch();
    this.path = realpathSync(mkdtempSync(join(tmpdir(), `asyncio-ts-${purpose}-`)));
    left.add(this.path);
  }

  [Symbol.dispose](): void {
    remove(this.path);
  }
}

/** Only where there is a folder: whoever listens for a signal decides what it does. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => left.forEach(remove));
  for (const signal of SIGNALS) process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 }); // on Windows a file may still be in use
  left.delete(path);
}
