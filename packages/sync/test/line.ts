import type { Actor } from '@asyncio-ts/test-kit';

/** Those who wait at something, in the order in which they came. */
export class Line {
  #actors: Actor[] = [];

  join(actor: Actor): void {
    this.#actors.push(actor);
  }

  leave(actor: Actor): void {
    this.#actors = this.#actors.filter((other) => other !== actor);
  }

  /** The one whose turn it is: the first who was not cancelled. */
  first(): Actor | undefined {
    return this.#actors.find(({ isGivingUp }) => !isGivingUp);
  }

  isEmpty(): boolean {
    return this.#actors.length === 0;
  }

  /** Lets the first ones go over to the end of another line. */
  moveTo(other: Line, count = Infinity): void {
    for (let left = count; left > 0; left--) {
      const first = this.first();
      if (first === undefined) return;
      this.leave(first);
      other.join(first);
    }
  }
}
