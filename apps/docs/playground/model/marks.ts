/** What passes between lanes: who makes whom, who wakes whom, who asks whom to cancel. */
import type { Id, TraceEvent } from './trace.js';

/** A line from one lane to another, or a sign on one. */
export interface Mark {
  readonly kind: 'spawn' | 'wake' | 'cancel';
  /** The index of its event. */
  readonly index: number;
  /** Who did it; nobody, if a callback did. */
  readonly from?: Id;
  readonly to: Id;
}

/** The marks of a growing trace. */
export class Marks {
  readonly #all: Mark[] = [];
  readonly #indexes: number[] = [];

  /** Sorted by index; so are `indexes`, for searching. */
  get all(): readonly Mark[] {
    return this.#all;
  }

  get indexes(): readonly number[] {
    return this.#indexes;
  }

  /** Takes in an event. */
  push(event: TraceEvent, index: number): void {
    switch (event.type) {
      case 'taskCreated':
        if (event.parent !== undefined) this.#add('spawn', index, event.task, event.parent);
        break;
      case 'woken':
        if (this.#isNews(event.task, event.by)) this.#add('wake', index, event.task, event.by);
        break;
      case 'cancelRequested':
        this.#add('cancel', index, event.task, event.by);
    }
  }

  /** The first waking is a part of the spawning. */
  #isNews(task: Id, by: Id | undefined): boolean {
    const spawn = this.#all.at(-1);
    return !(spawn?.kind === 'spawn' && spawn.to === task && spawn.from === by);
  }

  #add(kind: Mark['kind'], index: number, to: Id, from: Id | undefined): void {
    this.#all.push({ kind, index, to, ...(from !== undefined && { from }) });
    this.#indexes.push(index);
  }
}
