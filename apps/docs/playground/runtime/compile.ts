/** TypeScript becomes what a program's worker runs: in the page's own worker, and when the site is built. */
import type typescript from 'typescript';

import { fileName } from './place.js';
import type { Problem } from './problem.js';

/** A program that can be run, as plain data. */
export interface CompiledProgram {
  /** The body of an async function of `exports`, `require` and `module`. */
  readonly code: string;
  /** From there to the lines that were written: a source map, as JSON. */
  readonly map: string;
}

export type Compilation = { readonly program: CompiledProgram } | { readonly problems: readonly Problem[] };

/**
 * Compiles `source` without looking at its types, as their errors stop no program.
 *
 * @param ts - TypeScript: it is far too big to be imported wherever this is
 */
export function compile(ts: typeof typescript, source: string): Compilation {
  const { diagnostics, outputText, sourceMapText } = ts.transpileModule(source, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022, // lowers `using`, which few hosts know
      module: ts.ModuleKind.CommonJS, // its `require` finds the packages that the worker has
      moduleDetection: ts.ModuleDetectionKind.Force,
      sourceMap: true,
    },
  });
  const errors = diagnostics?.filter(({ category }) => category === ts.DiagnosticCategory.Error) ?? [];
  if (errors.length > 0) return { problems: errors.map((error) => problemOf(ts, error)) };
  const code = outputText.replace(/^\/\/# sourceMappingURL=.*$/m, '');
  return { program: { code, map: sourceMapText ?? '' } };
}

function problemOf(ts: typeof typescript, { messageText, file, start }: typescript.Diagnostic): Problem {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (file === undefined || start === undefined) return { message };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { message: `SyntaxError: ${message}`, line: line + 1, column: character + 1 };
}
