/**
 * Runs one program, in virtual time, and writes down what happened.
 *
 * It mirrors the oracle statement by statement: it awaits where the oracle awaits, makes tasks where the oracle makes
 * tasks, and leaves everything else to the packages under test, of which it uses the public names only.
 */
import { wait } from '@asyncio-ts/combinators';
import { type EventLoop, type TimerHandle, VirtualTimeLoop } from '@asyncio-ts/loop';
import type { TaskGroup, Timeout } from '@asyncio-ts/structured';
import {
  type AnyCoroutine,
  coroutine,
  type Coroutine,
  createTask,
  currentTask,
  type Future,
  runUntilCompleteSync,
  setTaskFactory,
  shutdownAsyncgens,
  Task,
  type TaskOptions,
  type Yieldable,
} from '@asyncio-ts/tasks';

import { makeObject } from './objects.js';
import type { Operand, Program } from './program.js';
import { findIn, Scope } from './scope.js';
import { outcomeOf, showTime } from './show.js';

/** How coroutines are written: as `coroutine()` functions or as plain `function*`. No trace may depend on it. */
export type CoroutineForm = (typeof FORMS)[number];

export const FORMS = ['objects', 'generators'] as const;

/** No program that ends prints more. */
const MOST_LINES = 10_000;

/** The program never ends. */
export class EndlessProgram extends Error {
  override name = 'EndlessProgram';
}

/** One run of one program. */
export class Machine {
  readonly program: Program;
  readonly lines: string[] = [];
  /** Objects, tasks and gathers by name. */
  readonly refs: Map<string, unknown> = new Map<string, unknown>();
  /** Time-outs and task groups by name. */
  readonly groups: Map<string, Timeout | TaskGroup> = new Map<string, Timeout | TaskGroup>();
  readonly handles: Map<string, TimerHandle> = new Map<string, TimerHandle>();
  /** Every task but the entry, in the order they were made. */
  readonly created: Task<unknown>[] = [];
  readonly loop: VirtualTimeLoop;
  /** What the next task is called: an eager one runs before `createTask` names it. */
  nextName = 'anon';

  readonly #call: (name: string) => AnyCoroutine;
  #main: Task<unknown> | undefined = undefined;
  #idles = 0;

  constructor(program: Program, form: CoroutineForm = 'objects') {
    this.program = program;
    this.loop = new VirtualTimeLoop({ onIdle: () => this.#idle() });
    const call = (name: string): Coroutine => this.#coroutine(name);
    this.#call = form === 'generators' ? call : coroutine(call);
  }

  /** Runs the program, as `asyncio.Runner` would. */
  run(): readonly string[] {
    const { loop } = this;
    loop.setExceptionHandler(() => {
      // Errors that nobody retrieves are no part of a trace.
    });
    runUntilCompleteSync(loop, this.#entry());
    // The turns that closing takes may still run callbacks. The entry has left no task to be cancelled.
    runUntilCompleteSync(loop, shutdownAsyncgens(loop));
    runUntilCompleteSync(loop, shutdownDefaultExecutor());
    loop.close();
    return this.lines;
  }

  *#entry(): Coroutine<void> {
    setTaskFactory(this.loop, (loop, started, options) => this.#create(loop, started, options));
    for (const [name, spec] of Object.entries(this.program.objects ?? {}))
      this.refs.set(name, makeObject(spec));
    this.nextName = 'main';
    const main = (this.#main = createTask(this.call('main'), { name: 'main' }));
    this.refs.set('main', main);
    yield* wait([main]);
    this.raw('main', `ended ${outcomeOf(main)}`);
    for (let left = this.#left(); left.length > 0; left = this.#left()) {
      for (const task of left) {
        this.raw(task.getName(), 'left over');
        task.cancel('end');
      }
      yield* wait(left, { timeout: 64 });
    }
    this.raw('-', 'end');
  }

  #left(): Task<unknown>[] {
    return this.created.filter((task) => !task.done());
  }

  /** The task factory: remembers every task in the order of creation. */
  #create<T>(loop: EventLoop, started: AnyCoroutine<T>, options: TaskOptions): Task<T> {
    const eagerStart = (this.program.eager ?? false) && this.#main !== undefined;
    const name = this.nextName;
    this.nextName = 'anon';
    const task = new Task(started, { ...options, loop, name, eagerStart });
    this.created.push(task);
    // CPython 3.13.0 sets the name once more after the factory, also when there is none.
    task.setName(options.name ?? 'None');
    return task;
  }

  /** No task is ready and no timer is set: a deadlock. Cancels main the first time, then every task. */
  #idle(): void {
    this.raw('-', 'deadlock');
    this.#idles++;
    const main = this.#main!; // the entry never waits before main is there
    for (const task of this.#idles === 1 && !main.done() ? [main] : this.created) task.cancel('deadlock');
  }

  /** Writes a line. */
  raw(who: string, text: string): void {
    if (this.lines.length === MOST_LINES) throw new EndlessProgram(`${this.program.name} does not end`);
    this.lines.push(`${showTime(this.loop.time())} ${who}: ${text}`);
  }

  /** Writes a line for the task that is running. */
  log(text: string): void {
    this.raw(currentTask()?.getName() ?? '-', text);
  }

  /** A fresh call of a coroutine of the program. */
  call(name: string): AnyCoroutine {
    return this.#call(name);
  }

  *#coroutine(name: string): Coroutine {
    const done = yield* new Scope(this).block(this.program.coroutines[name]!); // the program keeps to its names
    return done?.value ?? null;
  }

  /** What a combinator is given. */
  awaitable(operand: Operand): Yieldable<unknown> {
    return 'ref' in operand ? (findIn(this.refs, operand.ref) as Future<unknown>) : this.call(operand.call);
  }

  /** The first name that `future` goes by. */
  label(future: Future<unknown>): string {
    for (const [name, ref] of this.refs) if (ref === future) return name;
    return '?';
  }
}

/** CPython's runner waits for threads, too. There are none, which takes a task and two turns to find out. */
function* shutdownDefaultExecutor(): Coroutine<void> {
  // Nothing to wait for.
}
