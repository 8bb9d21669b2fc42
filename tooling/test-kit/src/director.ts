/**
 * The director of a schedule: decides, by somebody's choices, what happens next.
 *
 *     turn:   callback | callback | callback ‖ callback | …      the ready queue, first in, first out
 *                      ^          ^          ^
 *             here, one of
 *               - the next callback runs
 *               - an actor that stands at a step does one of the next things of its script, here and now
 *               - an actor is cancelled: at a step, parked, or woken and not run since
 *               - only between turns: time passes to the first timer, which joins the ready queue
 *
 * The ready queue itself leaves no choice. So these are the programs in which somebody else in the same loop starts
 * things and cancels tasks, at all moments at which anybody can.
 *
 * Not chosen, because nothing would come of it that does not come anyway: who of several that do the same begins; to
 * cancel an actor that has done nothing yet; to let an actor that leaves a step wait for its turn, for it could have
 * been told later.
 */
import type { ExceptionContext } from '@asyncio-ts/loop';
import type { Runnable } from '@asyncio-ts/loop/internal';
import { allTasks } from '@asyncio-ts/tasks';

import type { Actor } from './actor.js';
import type { Choices } from './choices.js';
import { Broken } from './rules.js';
import { type Model, Stage } from './stage.js';
import type { Onlooker } from './stepped-loop.js';

/** How a model is played. */
export interface PlayOptions {
  /** How many cancellations there are at most, each of another actor. Default: one for each actor. */
  readonly cancels?: number | undefined;
}

/** Something that can happen next: does it, and returns `END` if that is nothing at all. */
type Way = () => unknown;

const END = Symbol('nothing more happens here');

/** Plays one schedule. */
export class Director implements Onlooker {
  readonly #stage = new Stage();
  readonly #choices: Choices;
  #cancelsLeft: number;
  readonly #reported: ExceptionContext[] = [];
  /** What happens, line by line, if anybody wants to read it. */
  readonly #story: string[] | undefined;
  #turn = 0;

  constructor(choices: Choices, { cancels = Infinity }: PlayOptions, story?: string[]) {
    this.#choices = choices;
    this.#cancelsLeft = cancels;
    this.#story = story;
  }

  /** @throws {Broken} something does not hold */
  play(model: Model): void {
    const { loop } = this.#stage;
    loop.setExceptionHandler((_loop, context) => {
      this.#reported.push(context);
    });
    loop.useFor(() => {
      model(this.#stage);
      while (loop.isReady()) loop.turn(); // all go to their first steps
      while (this.#goOn());
      this.#end();
    });
    this.#checkReported(); // also what was told when the loop closed
  }

  // ---- decisions ----------------------------------------------------------------------------------------------

  /** A turn, or one thing between two turns. Returns false when nothing can happen any more, or is to. */
  #goOn(): boolean {
    const { loop } = this.#stage;
    this.#look();
    const isReady = loop.isReady();
    if (!isReady) this.#stage._whenQuiet.check();
    if (!isReady && this.#stage._actors.every(({ task }) => task.done())) return false;
    const acts = this.#acts();
    const canPass = (loop.firstTimer() ?? Infinity) < Infinity;
    // With nothing else to do, the piece may end here, and others wait for ever.
    const mayEnd = !isReady && acts.length === 0 && !canPass;
    const usual = [...acts, ...(canPass ? [() => this.#elapse()] : [])];
    if (isReady) usual.unshift(() => this.#takeTurn());
    if (mayEnd) usual.unshift(() => END);
    return this.#choose(usual, this.#cancellations())() !== END;
  }

  /** Between two callbacks of a turn. */
  between(): void {
    do this.#look();
    while (this.#choose([() => END, ...this.#acts()], this.#cancellations())() !== END);
  }

  #choose(usual: readonly Way[], rare: readonly Way[]): Way {
    const ways = [...usual, ...rare];
    const choice = ways.length === 1 ? 0 : this.#choices.choose(ways.length, rare.length);
    return ways[choice]!; // a choice is one of so many
  }

  // ---- what can happen ----------------------------------------------------------------------------------------

  #takeTurn(): void {
    this.#turn++;
    this.#stage.loop.turn(this);
  }

  before(callback: Runnable): void {
    this.#stage.moment++;
    if (this.#story === undefined) return;
    const actor = this.#stage.actorOf(callback);
    this.#tell(actor === undefined ? `${String(callback)} runs` : `${actor.name} goes on`);
  }

  #acts(): Way[] {
    const actors = this.#stage._actors.filter((actor) => this.#canAct(actor));
    return actors.flatMap((actor) => actor.labels.map((label) => () => this.#act(actor, label)));
  }

  #canAct(actor: Actor): boolean {
    if (!actor.isAtStep()) return false;
    if (!actor.isFresh) return true;
    const { kin } = actor.casting;
    return this.#stage._actors.find((other) => other.isFresh && other.casting.kin === kin) === actor;
  }

  #act(actor: Actor, label: string): void {
    this.#tell(`${actor.name}: ${label}`);
    actor.isFresh = false;
    this.#stage.moment++;
    this.#stage.loop.runNow(() => {
      actor.gate!.setResult(label); // it stands at one
    });
  }

  #cancellations(): Way[] {
    if (this.#cancelsLeft === 0) return [];
    return this.#stage._actors.filter(canCancel).map((actor) => () => this.#cancel(actor));
  }

  #cancel(actor: Actor): void {
    this.#tell(`${actor.name} is cancelled, ${actor.where()}`);
    this.#cancelsLeft--;
    actor.wasCancelled = actor.isGivingUp = true;
    const cancel = (): void => void actor.task.cancel();
    if (actor.isAtStep()) this.#stage.loop.runNow(cancel);
    else cancel();
  }

  #elapse(): void {
    this.#tell(`time passes to ${this.#stage.loop.firstTimer()}`);
    this.#stage.loop.elapse();
  }

  // ---- what must hold -----------------------------------------------------------------------------------------

  #look(): void {
    this.#showState();
    if (this.#stage._broken !== undefined) throw this.#stage._broken;
    this.#checkReported();
    this.#stage._always.check();
  }

  #checkReported(): void {
    const [first] = this.#reported;
    if (first !== undefined)
      throw new Broken(`The exception handler was told: ${first.message}: ${String(first.exception)}`);
  }

  #end(): void {
    const { loop, _actors: actors, _atEnd: atEnd } = this.#stage;
    const hangers = new Set(actors.filter(({ task }) => !task.done()));
    this.#cancelHangers(hangers);
    for (const actor of actors) checkEnd(actor, hangers.has(actor));
    atEnd.check();
    const [stray] = allTasks(loop);
    if (stray !== undefined) throw new Broken(`A task is left behind: ${String(stray)}`);
    if (loop.firstTimer() !== undefined) throw new Broken('A timer is left behind');
  }

  #cancelHangers(hangers: ReadonlySet<Actor>): void {
    if (hangers.size === 0) return;
    const names = Array.from(hangers, ({ name }) => name).join(' and ');
    if (!this.#stage._hangersAreCancelled) throw new Broken(`${names} would wait for ever`);
    this.#tell(`all that wait for ever are cancelled: ${names}`);
    for (const actor of hangers) {
      actor.isGivingUp = true;
      actor.task.cancel();
    }
    while (this.#stage.loop.isReady()) {
      this.#stage.loop.turn();
      this.#look();
    }
  }

  // ---- the story ----------------------------------------------------------------------------------------------

  #tell(what: string): void {
    this.#story?.push(`turn ${this.#turn}: ${what}`);
  }

  /** Completes the last line with what came of it. */
  #showState(): void {
    const last = this.#story?.pop();
    if (last === undefined) return;
    const states: unknown[] = this.#stage._actors.map((actor) => `${actor.name} ${actor.where()}`);
    const shown = this.#stage._show === undefined ? [] : [this.#stage._show()];
    this.#story?.push(`${last.split('\n', 1).join()}\n       ${[...states, ...shown].join(', ')}`);
  }
}

/** One that has done nothing may as well not be there. A task of the program's own is: others wait for it. */
function canCancel({ wasCancelled, task, isFresh, casting }: Actor): boolean {
  return !wasCancelled && !task.done() && !(isFresh && !casting.isAdopted);
}

/** Those who were cancelled end cancelled, the others do not, and the count of requests is right. */
function checkEnd({ name, task, wasCancelled, casting }: Actor, wasHanging: boolean): void {
  const requests = Number(wasCancelled) + Number(wasHanging);
  if (!task.done()) throw new Broken(`${name} goes on waiting though it was cancelled`);
  if (casting.isAdopted) return;
  if (requests > 0 && !task.cancelled())
    throw new Broken(`${name} swallowed its cancellation: ${String(task)}`);
  if (requests === 0 && task.cancelled()) throw new Broken(`${name} was cancelled, and nobody did it`);
  if (task._failed()) throw task.exception();
  if (task.cancelling() !== requests) {
    throw new Broken(`${name} counts ${task.cancelling()} cancellations, where there were ${requests}`);
  }
}
