/** Where a program could go on in several ways, and who says which. */

/** Says which way to go. */
export interface Choices {
  /**
   * One of `count` ways, numbered from 0.
   *
   * @param rare - how many of the last ones are out of the ordinary: who chooses at random takes them seldom
   */
  choose(count: number, rare: number): number;
  /** All that was chosen so far: what `Replayed` needs to do it again. */
  readonly made: readonly number[];
}

/** Goes through all sequences of choices, depth first: each `restart` begins one that was not had before. */
export class AllChoices implements Choices {
  readonly made: number[] = [];
  /** How many ways there were at each place. */
  readonly #counts: number[] = [];
  #at = 0;

  choose(count: number): number {
    const at = this.#at++;
    if (at === this.made.length) {
      this.made.push(0);
      this.#counts.push(count);
    } else if (this.#counts[at] !== count) {
      throw notTheSame(`${count} ways to go on at choice ${at}, where there were ${this.#counts[at]}`);
    }
    return this.made[at]!; // it is there by now
  }

  /** Takes the next way at the last place that has one left. Returns false when there is none. */
  restart(): boolean {
    if (this.#at < this.made.length) throw notTheSame(`only ${this.#at} choices`);
    this.#at = 0;
    while (this.made.length > 0) {
      const last = this.made.length - 1;
      if (++this.made[last]! < this.#counts[last]!) return true;
      this.made.pop();
      this.#counts.pop();
    }
    return false;
  }
}

/** The choices that were made before; after the last one, the first of all ways. */
export class Replayed implements Choices {
  readonly made: number[] = [];
  readonly #again: readonly number[];

  constructor(again: readonly number[]) {
    this.#again = again;
  }

  choose(count: number): number {
    const choice = this.#again[this.made.length] ?? 0;
    if (choice >= count)
      throw notTheSame(`${count} ways to go on at choice ${this.made.length}, which is number ${choice}`);
    this.made.push(choice);
    return choice;
  }
}

function notTheSame(what: string): RangeError {
  return new RangeError(`There are ${what}\n  A model must do the same again when it is told the same`);
}

/** One time in so many, something out of the ordinary happens. */
const RARITY = 5;

/** Choices made of random numbers, of which 0 is the plainest; after the last one, the first of all ways. */
export class Thrown implements Choices {
  readonly made: number[] = [];
  readonly #dice: readonly number[];

  constructor(dice: readonly number[]) {
    this.#dice = dice;
  }

  choose(count: number, rare: number): number {
    const die = this.#dice[this.made.length] ?? 0;
    const usual = count - rare;
    const isRare = usual === 0 || (rare > 0 && die % RARITY === RARITY - 1);
    const rest = Math.floor(die / RARITY);
    const choice = isRare ? usual + (rest % rare) : rest % usual;
    this.made.push(choice);
    return choice;
  }
}
