/** Who made whom: the order of the lanes, with what is folded left out. */
import type { Id } from './trace.js';

/** A task in the tree as it is shown. */
export interface Row {
  readonly task: Id;
  readonly name: string;
  /** Is it none of the program's, but of `run`? */
  readonly isOfRun: boolean;
  /** 0 for a task that no task made. */
  readonly depth: number;
  readonly childCount: number;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  readonly isFolded: boolean;
  /** How many tasks are below it, in all. */
  readonly below: number;
}

interface Node {
  readonly task: Id;
  readonly name: string;
  readonly isOfRun: boolean;
  readonly parent: Node | undefined;
  readonly children: Node[];
  below: number;
}

/** The tree of the tasks of a growing trace. */
export class TaskTree {
  readonly #roots: Node[] = [];
  readonly #nodes = new Map<Id, Node>();

  get size(): number {
    return this.#nodes.size;
  }

  add(task: Id, name: string, parent: Id | undefined, isOfRun = false): void {
    const above = parent === undefined ? undefined : this.#nodes.get(parent);
    const node: Node = { task, name, isOfRun, parent: above, children: [], below: 0 };
    this.#nodes.set(task, node);
    (above?.children ?? this.#roots).push(node);
    for (let other = above; other !== undefined; other = other.parent) other.below++;
  }

  name(task: Id): string {
    return this.#nodes.get(task)?.name ?? `task ${task}`;
  }

  parent(task: Id): Id | undefined {
    return this.#nodes.get(task)?.parent?.task;
  }

  /** The task, or the one above it whose row stands for it because it is folded. */
  shown(task: Id, folded: ReadonlySet<Id>): Id {
    let shown = task;
    for (let node = this.#nodes.get(task)?.parent; node !== undefined; node = node.parent) {
      if (folded.has(node.task)) shown = node.task;
    }
    return shown;
  }

  /** All that have somebody below them. */
  parents(): Id[] {
    return [...this.#nodes.values()].filter((node) => node.children.length > 0).map((node) => node.task);
  }

  /** What is shown, from the top. */
  rows(folded: ReadonlySet<Id>): Row[] {
    const rows: Row[] = [];
    // A stack, not recursion: a chain of tasks that make each other may be long.
    const rest = this.#level(this.#roots, 0);
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      const { node, depth, place, siblings } = next;
      const isFolded = folded.has(node.task);
      const { task, name, isOfRun, below, children } = node;
      const childCount = children.length;
      rows.push({ task, name, isOfRun, depth, childCount, place, siblings, isFolded, below });
      if (!isFolded && childCount > 0) rest.push(...this.#level(children, depth + 1));
    }
    return rows;
  }

  /** Last first, for the stack. */
  #level(
    nodes: readonly Node[],
    depth: number,
  ): { node: Node; depth: number; place: number; siblings: number }[] {
    return nodes.map((node, index) => ({ node, depth, place: index + 1, siblings: nodes.length })).reverse();
  }
}
