/** What each task does when: the numbers that the lanes are drawn from. */
import type { TaskState } from './loop-now.js';
import type { Id, TraceEvent } from './trace.js';

/** One task's states: the state with number `n` begins at the event `starts[n]` and lasts until the next. */
export interface Lane {
  readonly task: Id;
  readonly starts: readonly number[];
  readonly states: readonly TaskState[];
  /** What it waits for, or its outcome in words, by the number of the state. */
  readonly labels: ReadonlyMap<number, string>;
}

interface GrowingLane extends Lane {
  readonly starts: number[];
  readonly states: TaskState[];
  readonly labels: Map<number, string>;
}

/** The lanes of a growing trace. */
export class Lanes {
  readonly #lanes: GrowingLane[] = [];
  /** What each task's next label will be. */
  readonly #labels = new Map<Id, string>();

  lane(task: Id): Lane | undefined {
    return this.#lanes[task];
  }

  /** A task is in another state since the event with that index. */
  enter(task: Id, state: TaskState, index: number): void {
    const lane = (this.#lanes[task] ??= { task, starts: [], states: [], labels: new Map() });
    if (lane.states.at(-1) === state) return;
    const label = this.#labels.get(task);
    this.#labels.delete(task);
    if (label !== undefined && label !== '') lane.labels.set(lane.starts.length, label);
    lane.starts.push(index);
    lane.states.push(state);
  }

  /** Takes in an event: before the state that it leads to. */
  push(event: TraceEvent): void {
    switch (event.type) {
      case 'woken':
        this.#labels.delete(event.task);
        break;
      case 'suspended':
        if (event.on) this.#labels.set(event.task, event.on.label);
        break;
      case 'done':
        this.#labels.set(event.task, event.text);
    }
  }
}
