/**
 * Runs one program and records what happens: in a worker of its own, or in Node for tests.
 *
 * While it runs, some globals are its own: `console` and the timers; `Error.stackTraceLimit` is greater, and `Symbol` has
 * `dispose`.
 */
import { detectHost, type EventLoop } from '@asyncio-ts/loop';
import { debugging, defaultHost, watchers } from '@asyncio-ts/loop/internal';
import { inspect } from 'node-inspect-extracted';

import type { TraceEvent } from '../model/trace.js';
import type { CompiledProgram } from './compile.js';
import { Gate } from './gate.js';
import { requireModule } from './modules.js';
import { consoleOn } from './print.js';
import type { Problem } from './problem.js';
import { RealTimers } from './real-timers.js';
import { Recorder } from './recorder.js';
import { cut, shownOr } from './shown.js';
import { compiledName, SourceLines } from './source-lines.js';
import type { Timers } from './timers.js';
import { VirtualClock } from './virtual-clock.js';
import { timersOn } from './virtual-timers.js';

/** `virtual`: the clock jumps to whatever is due next. */
export type Time = 'virtual' | 'real';

export interface RunOptions {
  readonly program: CompiledProgram;
  readonly time: Time;
  readonly record: (event: TraceEvent) => void;
  /** Called whenever the program comes back from the host: may close the gate before it goes on. */
  readonly passing?: () => void;
  /** Called again and again while nothing happens and, in virtual time, nothing is due. */
  readonly quiet?: () => void;
}

/** How long finding the lines that make tasks may take in all, in milliseconds. */
const LINES_BUDGET = 200;

/** Nothing has happened if nothing has for so long. */
const QUIET_MILLISECONDS = 500;

/** So many coroutines, the first ones, are watched for whether somebody awaits them: each costs a stack trace. */
const MOST_WATCHED = 1000;

/** In characters: it is shown in one line. */
const LONGEST_MESSAGE = 1000;

/** Deep enough for the line of the program that called `gather`. */
const STACK_DEPTH = 40;

type Undo = () => void;
type Body = (exports: object, require: typeof requireModule, module: object) => Promise<void>;

/** A program that runs, once. */
export class ProgramRun {
  readonly gate: Gate;
  readonly #options: RunOptions;
  readonly #lines: SourceLines;
  readonly #recorder: Recorder;
  /** `idle` resolves when none is left. */
  readonly #timers: { readonly timers: Timers; idle(): Promise<void> };
  readonly #undo: Undo[] = [];
  #spentOnLines = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#lines = new SourceLines(options.program.map);
    this.gate = new Gate(options.passing ?? (() => undefined));
    const real = this.gate.guard(detectHost());
    const clock = options.time === 'virtual' ? new VirtualClock(real) : undefined;
    const host = clock?.host() ?? real;
    this.#timers =
      clock === undefined ? new RealTimers(this.gate) : { timers: timersOn(clock), idle: () => clock.idle() };
    this.#recorder = new Recorder(
      options.record,
      () => this.#currentLine(),
      () => host.now(),
    );
    defaultHost.make = () => host;
    this.#undo.push(() => (defaultHost.make = detectHost));
    if (clock !== undefined) this.#lookForQuiet(clock);
  }

  /** Resolves when the program and its timers are over; with its error, if it failed. */
  async run(): Promise<Problem | undefined> {
    const watch = (loop: EventLoop): void => {
      this.#recorder.watch(loop);
    };
    watchers.add(watch);
    this.#undo.push(() => watchers.delete(watch));
    this.#undo.push(watchCoroutines());
    this.#replaceGlobals();
    try {
      await makeBody(this.#options.program)({}, requireModule, { exports: {} });
      await this.#timers.idle();
      return undefined;
    } catch (error) {
      return this.failed(error); // a CancelledError included: nobody is left to see it
    }
  }

  /** Prints an error that the program has not caught. */
  failed(error: unknown): Problem {
    const stack = stackOf(error);
    this.#recorder.printed(
      'error',
      this.#rewrite(`Uncaught ${shownOr(() => inspect(error), stack || undefined)}`),
    );
    return { message: firstLine(error), ...this.#lines.placeIn(stack) };
  }

  /** Gives the globals back, and the loops their host. */
  [Symbol.dispose](): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #rewrite(text: string): string {
    return cut(text, (beginning) => this.#lines.rewrite(beginning));
  }

  #lookForQuiet(clock: VirtualClock): void {
    const looking = setInterval(() => {
      if (clock.isQuiet()) this.#options.quiet?.();
    }, QUIET_MILLISECONDS);
    const clear = clearInterval.bind(globalThis); // the host's: the program gets another one
    this.#undo.push(() => {
      clear(looking);
    });
  }

  #replaceGlobals(): void {
    const printed = consoleOn(
      (stream, text) => {
        this.#recorder.printed(stream, text);
      },
      () => this.#recorder.time(),
      (text) => this.#rewrite(text),
    );
    this.#replace(console, printed);
    this.#replace(globalThis, this.#timers.timers);
    this.#replace(Error, { stackTraceLimit: STACK_DEPTH });
    // For what `using` was compiled to; the packages take the same symbol.
    if (!Reflect.has(Symbol, 'dispose')) Object.assign(Symbol, { dispose: Symbol.for('Symbol.dispose') });
  }

  #replace(target: object, properties: object): void {
    const before = Object.fromEntries(
      Object.keys(properties).map((key) => [key, Reflect.get(target, key) as unknown]),
    );
    Object.assign(target, properties);
    this.#undo.push(() => Object.assign(target, before));
  }

  /** A stack trace costs some microseconds: a program with very many tasks does without the lines of the later ones. */
  #currentLine(): number | undefined {
    if (this.#spentOnLines > LINES_BUDGET) return undefined;
    const start = performance.now();
    const place = this.#lines.callerIn(stackOf(new Error()));
    this.#spentOnLines += performance.now() - start;
    return place?.line;
  }
}

async function someAsyncFunction(): Promise<void> {
  await Promise.resolve();
}

function makeBody({ code }: CompiledProgram): Body {
  // The only way to a function with `await`: its class has no name of its own.
  const { constructor } = someAsyncFunction;
  const AsyncFunction = constructor as new (...parts: string[]) => Body;
  return new AsyncFunction('exports', 'require', 'module', `${code}\n//# sourceURL=${compiledName}`);
}

/** A coroutine that nobody awaits is reported to its loop, as in debug mode. */
function watchCoroutines(): Undo {
  let watched = 0;
  // Asked for each coroutine that is made: a program that makes very many is not slowed down for ever.
  Object.defineProperty(debugging, 'watchesCoroutines', {
    configurable: true,
    enumerable: true,
    get: () => ++watched <= MOST_WATCHED,
  });
  debugging.loops++;
  return () => {
    debugging.loops--;
    Object.defineProperty(debugging, 'watchesCoroutines', {
      configurable: true,
      enumerable: true,
      writable: true,
      value: false,
    });
  };
}

function stackOf(error: unknown): string {
  return shownOr(() => {
    const stack: unknown = typeof error === 'object' && error !== null && 'stack' in error ? error.stack : '';
    return typeof stack === 'string' ? stack : '';
  }, '');
}

function firstLine(error: unknown): string {
  const text = shownOr(
    () => (error instanceof Error ? String(error) : inspect(error)),
    shownOr(() => inspect(error)),
  );
  return text.slice(0, LONGEST_MESSAGE).split('\n', 1)[0]!;
}
