/** One run of a program, seen from the page: its worker, and who watches that it answers. */
import type { TraceEvent } from '../model/trace.js';
import type { CompiledProgram } from './compile.js';
import type { Problem } from './problem.js';
import type { FromWorker, RunMessage, ToWorker } from './protocol.js';
import type { Time } from './run-program.js';

/** What there is of a `Worker`, so that tests can do without one. */
export interface WorkerLike {
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

/** Where a run is. What a `stopped` one has recorded stays. */
export type Status = 'loading' | 'running' | 'paused' | 'finished' | 'failed' | 'stopped';

export interface SessionListener {
  events(events: readonly TraceEvent[]): void;
  /** `text`: what is to be said about it. */
  status(status: Status, text: string): void;
  problem(problem: Problem): void;
}

/** How long a program may leave questions without an answer, and how long it takes from one to the next. */
const PATIENCE_MILLISECONDS = 3000;
const PING_MILLISECONDS = 500;

/** Runs a program in `worker`. */
export class Session {
  readonly #worker: WorkerLike;
  readonly #listener: SessionListener;
  readonly #run: RunMessage;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  /** How many questions in a row were not answered. */
  #unanswered = 0;
  #hasFailed = false;
  #isQuiet = false;
  #isOver = false;

  constructor(worker: WorkerLike, program: CompiledProgram, time: Time, listener: SessionListener) {
    this.#worker = worker;
    this.#listener = listener;
    this.#run = { type: 'run', program, time };
    listener.status('loading', 'Loading the packages');
    worker.onmessage = ({ data }) => {
      this.#hear(data);
    };
    worker.onerror = ({ message }) => {
      this.#end('failed', `The program's worker failed: ${message}`);
    };
  }

  /** Goes on after a pause. */
  resume(): void {
    if (!this.#isOver) this.#send({ type: 'resume' });
  }

  /** Ends it wherever it is. */
  stop(): void {
    this.#end('stopped', 'Stopped');
  }

  #send(message: ToWorker): void {
    this.#listener.status('running', 'Running');
    this.#beat();
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    if (this.#isOver) return;
    this.#unanswered = 0;
    if (message.type === 'ready') this.#send(this.#run);
    else if (message.type === 'events') this.#happened(message.events);
    else if (message.type === 'quiet') this.#quiet();
    else if (message.type === 'problem') this.#fail(message.problem);
    else if (message.type === 'paused') this.#pause(message.why);
    else if (message.type === 'ended') this.#finish();
  }

  #happened(events: readonly TraceEvent[]): void {
    if (this.#isQuiet) this.#listener.status('running', 'Running');
    this.#isQuiet = false;
    this.#listener.events(events);
  }

  #quiet(): void {
    this.#isQuiet = true;
    this.#listener.status('running', QUIET);
  }

  #fail(problem: Problem): void {
    this.#hasFailed = true;
    this.#listener.problem(problem);
  }

  #pause(why: string): void {
    clearInterval(this.#heartbeat); // it would answer, but nobody waits
    this.#listener.status('paused', why);
  }

  #finish(): void {
    if (this.#hasFailed) this.#end('failed', 'Ended by an error');
    else this.#end('finished', 'Finished');
  }

  /** A program that is busy answers nothing, not even that it should stop. */
  #beat(): void {
    clearInterval(this.#heartbeat);
    this.#unanswered = 0;
    this.#heartbeat = setInterval(() => {
      // Questions are counted, not seconds: a page in the background, or busy itself, asks late.
      if (this.#unanswered++ < PATIENCE_MILLISECONDS / PING_MILLISECONDS)
        this.#worker.postMessage({ type: 'ping' });
      else
        this.#end('stopped', `Stopped: it did not answer for ${PATIENCE_MILLISECONDS / 1000} s. ${ENDLESS}`);
    }, PING_MILLISECONDS);
  }

  #end(status: Status, text: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    this.#worker.terminate();
    this.#listener.status(status, text);
  }
}

const ENDLESS = 'Is there a loop without an end that never awaits?';
const QUIET =
  'Running, but it waits: nothing is left on the clock that could wake it. Does it await a promise that nobody settles?';
