/** What the page and a program's worker say to each other. */
import type { TraceEvent } from '../model/trace.js';
import type { CompiledProgram } from './compile.js';
import type { Problem } from './problem.js';
import type { Time } from './run-program.js';

export interface RunMessage {
  readonly type: 'run';
  readonly program: CompiledProgram;
  readonly time: Time;
}

export type ToWorker =
  | RunMessage
  | { readonly type: 'ping' }
  /** Go on, up to the next limit. */
  | { readonly type: 'resume' };

export type FromWorker =
  /** The packages are loaded. */
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  | { readonly type: 'events'; readonly events: readonly TraceEvent[] }
  /** A limit is reached; the program waits. */
  | { readonly type: 'paused'; readonly why: string }
  /** Nothing happens, and nothing is due; the program is not over. */
  | { readonly type: 'quiet' }
  /** An error that nobody caught; the program may go on. */
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'ended' };
