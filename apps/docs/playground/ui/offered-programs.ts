/** The programs that the site brings along, compiled when it was built. Their texts are loaded one by one. */
import programs from 'virtual:programs';

import type { CompiledProgram } from '../runtime/compile.js';

export interface OfferedProgram {
  readonly name: string;
  /** What is to be seen, in a sentence. */
  readonly title: string;
  /** The part of the list that it stands in. */
  readonly group: string;
  readonly load: () => Promise<LoadedProgram>;
}

export interface LoadedProgram {
  readonly source: string;
  readonly program: CompiledProgram;
}

/** All of them, in the list's order. */
export const offeredPrograms: readonly OfferedProgram[] = programs as readonly OfferedProgram[];

export function offeredProgram(name: string): OfferedProgram | undefined {
  return offeredPrograms.find((program) => program.name === name);
}
