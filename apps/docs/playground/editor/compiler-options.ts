/** How strictly programs are checked in the editor. */
import type typescript from 'typescript';

/** The flags of the pages' tests that somebody who tries something out can stand. */
export function compilerOptions(ts: typeof typescript): typescript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts', 'lib.webworker.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
  };
}
