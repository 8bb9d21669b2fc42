/** Compiles and runs a program as the playground does. */
import ts from 'typescript';

import type { TraceEvent } from '../playground/model/trace.js';
import { compile, type CompiledProgram } from '../playground/runtime/compile.js';
import type { Problem } from '../playground/runtime/problem.js';
import { ProgramRun, type Time } from '../playground/runtime/run-program.js';

export interface Ran {
  readonly printed: string;
  readonly problem: Problem | undefined;
  readonly events: readonly TraceEvent[];
}

/** @throws {SyntaxError} it is no program */
export function compiled(source: string): CompiledProgram {
  const compilation = compile(ts, source);
  if ('problems' in compilation) throw new SyntaxError(compilation.problems[0]!.message);
  return compilation.program;
}

export async function runProgramText(source: string, time: Time = 'virtual'): Promise<Ran> {
  const compilation = compile(ts, source);
  if ('problems' in compilation) return { printed: '', problem: compilation.problems[0], events: [] };
  const events: TraceEvent[] = [];
  using running = new ProgramRun({
    program: compilation.program,
    time,
    record: (event) => events.push(event),
  });
  const problem = await running.run();
  const lines = events.flatMap((event) => (event.type === 'printed' ? [`${event.text}\n`] : []));
  return { printed: lines.join(''), problem, events };
}
