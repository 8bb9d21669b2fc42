/** A run that tells the page what happens, in batches, and waits for it when the program has done very much. */
import type { EventOf, TraceEvent } from '../model/trace.js';
import { Batches } from './batches.js';
import { Allowance, defaultLimit, type Limit } from './limits.js';
import type { FromWorker, RunMessage } from './protocol.js';
import { ProgramRun } from './run-program.js';

type Printed = EventOf<'printed'>;

/** Runs one program, with a limit. */
export class LimitedRun {
  readonly #post: (message: FromWorker) => void;
  readonly #allowance: Allowance;
  readonly #batches: Batches;
  readonly #running: ProgramRun;
  readonly #isVirtual: boolean;
  #isPaused = false;
  /** Lines that were too many since the last pause: how many, and the last of them. */
  #dropped = 0;
  #lastDropped: Printed | undefined;

  /**
   * @param message - says which program
   * @param post - is given what the page is to know
   */
  constructor(
    { program, time }: RunMessage,
    post: (message: FromWorker) => void,
    limit: Limit = defaultLimit,
  ) {
    // Taken before the program runs, which may replace it.
    const now = performance.now.bind(performance);
    this.#post = post;
    this.#isVirtual = time === 'virtual';
    this.#allowance = new Allowance(limit, () => now() / 1000);
    this.#batches = new Batches((events) => {
      post({ type: 'events', events });
    });
    this.#running = new ProgramRun({
      program,
      time,
      record: (event) => {
        this.#record(event);
      },
      passing: () => {
        this.#batches.hurry();
        this.#pauseIfNeeded();
      },
      quiet: () => {
        if (!this.#isPaused) post({ type: 'quiet' });
      },
    });
  }

  /** Resolves when it has ended. */
  async run(): Promise<void> {
    try {
      const problem = await this.#running.run();
      this.#flush();
      if (problem !== undefined) this.#post({ type: 'problem', problem });
    } finally {
      this.#post({ type: 'ended' }); // whatever happens: without it the page would wait for ever
    }
  }

  /** Goes on after a pause, up to the next limit. */
  resume(): void {
    this.#isPaused = false;
    this.#allowance.renew();
    this.#running.gate.open();
  }

  /** An error that came out of the program by another way than its end. */
  failed(error: unknown): void {
    const problem = this.#running.failed(error);
    this.#flush();
    this.#post({ type: 'problem', problem });
  }

  /** Gives the globals back. */
  [Symbol.dispose](): void {
    this.#running[Symbol.dispose]();
  }

  #record(event: TraceEvent): void {
    if (this.#allowance.count(event)) this.#batches.add(event);
    else {
      this.#dropped++;
      this.#lastDropped = event as Printed; // no others are dropped
    }
  }

  #pauseIfNeeded(): void {
    const why = this.#isPaused ? undefined : this.#allowance.exceeded(this.#isVirtual);
    if (why === undefined) return;
    this.#isPaused = true;
    this.#running.gate.close();
    this.#flush();
    this.#post({ type: 'paused', why });
  }

  #flush(): void {
    this.#tellOfDropped();
    this.#batches.flush();
  }

  /** The last line is shown after all: it may say why the program has failed. */
  #tellOfDropped(): void {
    const last = this.#lastDropped;
    if (last === undefined) return;
    const count = this.#dropped - 1;
    const text = `… ${count.toLocaleString('en')} lines are not shown: they were too many at once`;
    if (count > 0) this.#batches.add({ time: last.time, type: 'printed', stream: 'error', text });
    this.#batches.add(last);
    this.#dropped = 0;
    this.#lastDropped = undefined;
  }
}
