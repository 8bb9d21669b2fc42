/** Types for the editor, in the compiler's worker. */
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';

import { compile, type Compilation } from '../runtime/compile.js';
import { compilerOptions } from './compiler-options.js';

/** @param files - the declarations, by their paths */
export function languageService(files: Record<string, string>): ReturnType<typeof createWorker> {
  return createWorker(() =>
    createVirtualTypeScriptEnvironment(
      createSystem(new Map(Object.entries(files))),
      [],
      ts,
      compilerOptions(ts),
    ),
  );
}

export function compileProgram(source: string): Compilation {
  return compile(ts, source);
}
