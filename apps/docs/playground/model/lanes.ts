/** What each task does when, and what passes between them: the numbers that the time line is drawn from. */
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

/** A line from one lane to another, or a sign on one. */
export interface Mark {
  readonly kind: 'spawn' | 'wake' | 'cancel';
  /** The index of its event. */
  readonly index: number;
  /** Who did it; nobody, if a callback did. */
  readonly from?: Id;
  readonly to: Id;
}

/** The lanes of a growing trace. */
export class Lanes {
  readonly #lanes: GrowingLane[] = [];
  readonly #marks: Mark[] = [];
  readonly #markIndexes: number[] = [];
  /** What each task's next label will be. */
  readonly #labels = new Map<Id, string>();

  /** Sorted by index; so are `markIndexes`, for searching. */
  get marks(): readonly Mark[] {
    return this.#marks;
  }

  get markIndexes(): readonly number[] {
    return this.#markIndexes;
  }

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
  push(event: TraceEvent, index: number): void {
    switch (event.type) {
      case 'taskCreated':
        if (event.parent !== undefined) this.#mark('spawn', index, event.task, event.parent);
        break;
      case 'woken':
        this.#labels.delete(event.task);
        if (this.#isNews(event.task, event.by)) this.#mark('wake', index, event.task, event.by);
        break;
      case 'cancelRequested':
        this.#mark('cancel', index, event.task, event.by);
        break;
      case 'suspended':
        if (event.on) this.#labels.set(event.task, event.on.label);
        break;
      case 'done':
        this.#labels.set(event.task, event.text);
    }
  }

  /** The first waking is a part of the spawning. */
  #isNews(task: Id, by: Id | undefined): boolean {
    const spawn = this.#marks.at(-1);
    return !(spawn?.kind === 'spawn' && spawn.to === task && spawn.from === by);
  }

  #mark(kind: Mark['kind'], index: number, to: Id, from: Id | undefined): void {
    this.#marks.push({ kind, index, to, ...(from !== undefined && { from }) });
    this.#markIndexes.push(index);
  }
}
