/**
 * Runs a model in all its schedules, in a random one, or in one again.
 *
 * A stateless model checker: programs cannot be copied in the middle, so each schedule runs from its beginning, and
 * the first choices are those of the one before.
 */
import { AllChoices, type Choices, Replayed, Thrown } from './choices.js';
import { Director, type PlayOptions } from './director.js';
import { Broken } from './rules.js';
import type { Model } from './stage.js';

/** A schedule in which something does not hold; the message tells it step by step. */
export class ScheduleError extends Error {
  /** What `replay` needs. */
  readonly choices: readonly number[];

  constructor(message: string, choices: readonly number[], cause: unknown) {
    super(message, { cause });
    this.choices = choices;
  }

  static {
    this.prototype.name = 'ScheduleError';
  }
}

/**
 * Runs every schedule of `model`.
 *
 *     explore((stage) => {
 *       const lock = new Lock();
 *       stage.alike('ABC', () => use(stage, lock)); // before each thing it does: yield* stage.step('acquire')
 *       stage.whenQuiet('nobody waits for a free lock', () => lock.locked() || stage.waiting().length === 0);
 *     });
 *
 * @returns how many there are
 * @throws {ScheduleError} the first one in which something does not hold
 */
export function explore(model: Model, options: PlayOptions = {}): number {
  const choices = new AllChoices();
  let schedules = 0;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // half the time goes into stacks that nobody reads
  try {
    do {
      schedules++;
      playOnce(model, choices, options);
    } while (choices.restart());
  } finally {
    Error.stackTraceLimit = limit;
  }
  return schedules;
}

/**
 * Runs one schedule of `model`.
 *
 * @param dice - numbers that make the choices: any will do, and zeros make the plainest schedule
 * @throws {ScheduleError} something does not hold
 */
export function playWith(dice: readonly number[], model: Model, options: PlayOptions = {}): void {
  playOnce(model, new Thrown(dice), options);
}

/**
 * Runs one schedule of `model` again.
 *
 * @param choices - as in the error; the first ways of all where it ends
 * @returns what happens, line by line
 * @throws {ScheduleError} something does not hold
 */
export function replay(choices: readonly number[], model: Model, options: PlayOptions = {}): string[] {
  const story: string[] = [];
  try {
    new Director(new Replayed(choices), options, story).play(model);
  } catch (error) {
    const what = error instanceof Broken ? error.message : String(error);
    const told = story.map((line, at) => `  ${at + 1}. ${line}`).join('\n');
    const cancels = options.cancels === undefined ? '' : `, { cancels: ${options.cancels} }`;
    const again = `replay([${choices.join(', ')}], model${cancels})`;
    throw new ScheduleError(`${what}\n${told}\n  again: ${again}`, choices, error);
  }
  return story;
}

function playOnce(model: Model, choices: Choices, options: PlayOptions): void {
  try {
    new Director(choices, options).play(model);
  } catch (error) {
    replay(choices.made, model, options); // fails in the same way, and tells how
    throw error; // it did not: the model is not deterministic
  }
}
