/** Runs a program in the browser. */
import type { CompiledProgram } from './compile.js';
import type { Time } from './run-program.js';
import { Session, type SessionListener, type WorkerLike } from './session.js';

/** Each run has a worker of its own: nothing of an earlier one is left over. */
export function startSession(program: CompiledProgram, time: Time, listener: SessionListener): Session {
  const worker = new Worker(new URL('./program-worker.ts', import.meta.url), { type: 'module' });
  return new Session(worker as WorkerLike, program, time, listener);
}
