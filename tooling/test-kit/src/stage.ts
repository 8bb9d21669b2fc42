/** What a model works with: actors, the steps of their scripts, and the rules of the piece. */
import {
  type AnyCoroutine,
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  type Task,
  type Yieldable,
} from '@asyncio-ts/tasks';

import { Actor } from './actor.js';
import { type Broken, notHolding, Rules } from './rules.js';
import { SteppedLoop } from './stepped-loop.js';

/**
 * Puts actors onto a stage and says what must hold. It is called anew for every schedule, and must do the same again
 * whenever the same is chosen.
 */
export type Model = (stage: Stage) => void;

/**
 * A stage for one schedule.
 *
 * Write scripts as generators of a module or class, not as closures of the model: each closure would be another shape
 * of object in each of many thousand schedules, and cost five times as much.
 */
export class Stage {
  readonly loop: SteppedLoop = new SteppedLoop();
  /** @internal */
  readonly _actors: Actor[] = [];
  /** @internal Looked at after every callback. */
  readonly _always: Rules = new Rules();
  /** @internal Looked at whenever nothing is ready. */
  readonly _whenQuiet: Rules = new Rules();
  /** @internal Looked at when all actors are done. */
  readonly _atEnd: Rules = new Rules();
  /** @internal What a script found. */
  _broken: Broken | undefined = undefined;
  /** @internal */
  _hangersAreCancelled = false;
  /** @internal */
  _show: (() => unknown) | undefined = undefined;
  /** How many callbacks have run so far: the same number, the same moment. */
  moment = 0;
  readonly #byTask = new Map<Task<unknown>, Actor>();

  /** Puts an actor onto the stage. */
  actor(name: string, script: () => AnyCoroutine): Actor {
    return this.#add(name, createTask(script(), { name }), { kin: {}, isAdopted: false });
  }

  /**
   * Several actors that do the same. It makes no difference which of those that have done nothing yet is the next to
   * begin, so it is always the first of them. Their names must make no difference either.
   */
  alike(names: Iterable<string>, script: () => AnyCoroutine): Actor[] {
    const casting = { kin: {}, isAdopted: false };
    return Array.from(names, (name) => this.#add(name, createTask(script(), { name }), casting));
  }

  /** An actor for each of several scripts, named A, B, C and so on. */
  each<S>(scripts: readonly S[], act: (script: S) => AnyCoroutine): void {
    for (const [i, script] of scripts.entries()) this.actor(String.fromCodePoint(65 + i), () => act(script));
  }

  /** Makes an actor of a task that the program itself has made. */
  adopt<T>(name: string, task: Task<T>): Task<T> {
    this.#add(name, task, { kin: {}, isAdopted: true });
    return task;
  }

  #add(name: string, task: Task<unknown>, casting: Actor['casting']): Actor {
    const actor = new Actor(name, task, casting);
    this._actors.push(actor);
    this.#byTask.set(task, actor);
    return actor;
  }

  /** The actor that a task is, if it is one. */
  actorOf(task: unknown): Actor | undefined {
    return this.#byTask.get(task as Task<unknown>); // anything may be looked up
  }

  // ---- for scripts --------------------------------------------------------------------------------------------

  /**
   * Where an actor stands until it is told to go on: before each thing it does.
   *
   * @param labels - what it can do next
   * @returns which of them it is to do
   * @suspends always
   */
  *step<L extends string>(...labels: [L, ...L[]]): Coroutine<L> {
    const actor = this.me();
    const gate = new Future<string>();
    actor.gate = gate;
    actor.labels = labels;
    try {
      return (yield* gate) as L; // the director takes one of the labels
    } finally {
      actor.gate = undefined;
    }
  }

  /** The actor whose task is running. */
  me(): Actor {
    const actor = this.actorOf(currentTask());
    if (actor === undefined) throw new TypeError('No actor is running: this is another task');
    return actor;
  }

  /**
   * Runs `body`, but no longer than so many seconds: a small `timeout`, for packages that stand below that one.
   *
   * @returns was it done in time?
   * @suspends when `body` does
   * @throws what `body` throws
   */
  *within(seconds: number, body: Yieldable<unknown>): Coroutine<boolean> {
    const me = this.me();
    const limit = { isOver: false };
    const timer = this.loop.callLater(seconds, () => {
      limit.isOver = me.isGivingUp = true;
      me.task.cancel('time is over');
    });
    try {
      yield* body;
      return true;
    } catch (error) {
      if (!limit.isOver || !(error instanceof CancelledError) || me.task.uncancel() > 0) throw error;
      me.isGivingUp = false;
      return false;
    } finally {
      timer.cancel();
    }
  }

  /** Says what must hold at this place of a script. Does not throw: that would change what happens next. */
  expect(what: string, holds: boolean): void {
    if (!holds) this._broken ??= notHolding(what);
  }

  // ---- rules --------------------------------------------------------------------------------------------------

  /** Says what must hold after every callback. */
  always(what: string, holds: () => boolean): void {
    this._always.add(what, holds);
  }

  /** Says what must hold whenever nothing is ready: whoever waits then, waits for something that is still to come. */
  whenQuiet(what: string, holds: () => boolean): void {
    this._whenQuiet.add(what, holds);
  }

  /** Says what must hold when all actors are done. */
  atEnd(what: string, holds: () => boolean): void {
    this._atEnd.add(what, holds);
  }

  /** The actors that stand at no step and are not done: when it is quiet, those that wait in what is put to the test. */
  waiting(): Actor[] {
    return this._actors.filter((actor) => actor.gate === undefined && !actor.task.done());
  }

  /** Whoever waits when nothing can happen any more is cancelled, instead of breaking a rule. */
  cancelHangers(): void {
    this._hangersAreCancelled = true;
  }

  /** Sets what stands beside each line when a schedule is told. */
  show(what: () => unknown): void {
    this._show = what;
  }
}
