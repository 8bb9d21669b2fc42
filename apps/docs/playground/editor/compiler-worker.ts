/** The worker that has TypeScript: it compiles, and knows the types. */
import type { createWorker } from '@valtown/codemirror-ts/worker';
import { expose } from 'comlink';

import type * as languageServiceModule from './language-service.js';
import type { Compilation } from '../runtime/compile.js';

/** The editor's language service, without what belongs to the worker itself. */
type LanguageService = Omit<ReturnType<typeof createWorker>, 'getEnv'>;

export interface CompilerWorker extends LanguageService {
  /** Loads TypeScript and the declarations. */
  load(addresses: { readonly compilerUrl: string; readonly declarationsUrl: string }): Promise<void>;
  /** Waits for TypeScript, not for the declarations. */
  compile(source: string): Promise<Compilation>;
}

type Service = typeof languageServiceModule;

let loading: Promise<Service> | undefined;
let service: ReturnType<Service['languageService']> | undefined;

/** What the editor asks before the types are there has no answer; it asks again. */
const worker: CompilerWorker = {
  async load({ compilerUrl, declarationsUrl }) {
    const declarations = fetch(declarationsUrl).then((response) => response.json()) as Promise<
      Record<string, string>
    >;
    // The script declares `ts`; what imports TypeScript must come after it.
    loading = import(/* @vite-ignore */ compilerUrl).then(() => import('./language-service.js'));
    service = (await loading).languageService(await declarations);
    await service.initialize();
  },
  async compile(source) {
    if (loading === undefined) throw new TypeError('compile() was called before load()');
    return (await loading).compileProgram(source);
  },
  initialize: () => Promise.resolve(), // `load` does it
  updateFile: (file) => service?.updateFile(file),
  getLints: (query) => service?.getLints(query) ?? [],
  getAutocompletion: (query) => service?.getAutocompletion(query) ?? null,
  getHover: (query) => service?.getHover(query),
};

expose(worker);
