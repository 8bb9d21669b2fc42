/** The compiler as the page has it: one worker, started by whoever needs it first. */
import { type Remote, wrap } from 'comlink';
import { compilerUrl, declarationsUrl } from 'virtual:compiler';

import type { CompilerWorker } from './compiler-worker.js';

export interface Compiler {
  readonly worker: Remote<CompilerWorker>;
  /** Resolves when types are known, too. Compiling need not wait for that. */
  readonly loaded: Promise<void>;
}

let compiler: Compiler | undefined;

export function theCompiler(): Compiler {
  if (compiler !== undefined) return compiler;
  const worker = wrap<CompilerWorker>(
    new Worker(new URL('./compiler-worker.ts', import.meta.url), { type: 'module' }),
  );
  // A worker resolves addresses against its own file, not against the page.
  const absolute = (url: string): string => new URL(url, location.href).href;
  const addresses = { compilerUrl: absolute(compilerUrl), declarationsUrl: absolute(declarationsUrl) };
  const loaded = worker.load(addresses);
  loaded.catch(() => {
    compiler = undefined; // the next one who asks tries again
  });
  compiler = { worker, loaded };
  return compiler;
}
