/** Compiles and runs a program as the playground does. */
import ts from 'typescript';

import type { TraceEvent } from '../playground/model/trace.js';
import { compile, type Problem } from '../playground/runtime/compile.js';
import { ProgramRun, type Time } from '../playground/runtime/run-program.js';

export interface Ran {
  readonly printed: string;
  readonly problem: Problem | undefined;
  readonly events: readonly TraceEvent[];
}

export async function runProgramText(source: string, time: Time = 'virtual'): Promise<Ran> {
  const compiled = compile(ts, source);
  if ('problems' in compiled) return { printed: '', problem: compiled.problems[0], events: [] };
  const events: TraceEvent[] = [];
  using running = new ProgramRun({
    program: compiled.program,
    time,
    record: (event) => events.push(event),
  });
  const problem = await running.run();
  const lines = events.flatMap((event) => (event.type === 'printed' ? [`${event.text}\n`] : []));
  return { printed: lines.join(''), problem, events };
}
