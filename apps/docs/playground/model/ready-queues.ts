/**
 * What is ready, and whose turn it is.
 *
 * Each loop has a queue of its own: `Promise.all([run(a()), run(b())])` has two loops that take turns by turns. Readers
 * see the queue of the loop whose turn it is, and what the others have behind it.
 */
import type { Item } from './loop-now.js';
import type { Id } from './trace.js';

interface Queue {
  readonly items: Item[];
  /** How many of them, from the head, run in the turn under way. */
  inThisTurn: number;
  /** How many of the loop's tasks are not done; `undefined` before there is one. */
  alive: number | undefined;
}

/** The ready queues of all loops. */
export class ReadyQueues {
  readonly #queues = new Map<Id, Queue>();
  /** The loop whose turn it is. */
  #current: Id = 1;

  copy(): ReadyQueues {
    const copy = new ReadyQueues();
    copy.#current = this.#current;
    for (const [loop, queue] of this.#queues) copy.#queues.set(loop, { ...queue, items: [...queue.items] });
    return copy;
  }

  /** A task of `loop` is made, or done. */
  count(loop: Id, change: 1 | -1): void {
    const queue = this.#of(loop);
    queue.alive = (queue.alive ?? 0) + change;
  }

  push(loop: Id, item: Item): void {
    this.#of(loop).items.push(item);
  }

  /** Those that are in the queue now are of this turn. */
  beginTurn(loop: Id, ready: number): void {
    const queue = this.#of(loop);
    // More than the loop counts: what was cancelled while it was ready, and never ran.
    queue.items.splice(0, queue.items.length - ready);
    queue.inThisTurn = ready;
    this.#enter(loop);
  }

  /** Takes an item out: the head, except of eager tasks and behind what was cancelled. */
  take(loop: Id, isIt: (item: Item) => boolean): Item | undefined {
    this.#enter(loop);
    const queue = this.#of(loop);
    const index = queue.items.findIndex(isIt);
    if (index < 0) return undefined;
    if (index < queue.inThisTurn) queue.inThisTurn--;
    return index === 0 ? queue.items.shift() : queue.items.splice(index, 1)[0];
  }

  /** How many of `items` run in this turn. */
  get inThisTurn(): number {
    return this.#queues.get(this.#current)?.inThisTurn ?? 0;
  }

  /** The queue of the loop whose turn it is, and those of the others behind it. */
  items(): Item[] {
    const items = [...(this.#queues.get(this.#current)?.items ?? [])];
    for (const [loop, queue] of this.#queues) {
      if (loop !== this.#current && !isOver(queue)) items.push(...queue.items);
    }
    return items;
  }

  #enter(loop: Id): void {
    if (loop === this.#current) return;
    const left = this.#queues.get(this.#current);
    if (left?.items.length === 0 && isOver(left)) this.#queues.delete(this.#current);
    this.#current = loop;
  }

  #of(loop: Id): Queue {
    let queue = this.#queues.get(loop);
    if (queue === undefined) this.#queues.set(loop, (queue = { items: [], inThisTurn: 0, alive: undefined }));
    return queue;
  }
}

/** What a loop whose tasks are all done has left will not run, if it is closed; if it is not, it is shown in its next turn. */
function isOver({ alive }: Queue): boolean {
  return alive === 0;
}
