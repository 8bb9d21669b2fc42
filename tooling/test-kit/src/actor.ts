import type { Future, Task } from '@asyncio-ts/tasks';

/** How an actor came to be. */
export interface Casting {
  /** The same for all that do the same. */
  readonly kin: object;
  /** Did the model's own program make the task? Then that one may cancel it, and looks after its errors. */
  readonly isAdopted: boolean;
}

/** A task in a model. */
export class Actor {
  readonly name: string;
  readonly task: Task<unknown>;
  readonly casting: Casting;
  /** Has it done nothing yet? */
  isFresh = true;
  /** Did the director cancel it? */
  wasCancelled = false;
  /** Was it cancelled, or is its time over, so that it does not want what it waits for any more? */
  isGivingUp = false;
  /** What it stands at, and what it can do next. */
  gate: Future<string> | undefined = undefined;
  labels: readonly string[] = [];

  constructor(name: string, task: Task<unknown>, casting: Casting) {
    this.name = name;
    this.task = task;
    this.casting = casting;
  }

  /** Does it stand at a step, and was not told to go on? */
  isAtStep(): boolean {
    return this.gate?.done() === false;
  }

  /** Where it is, in words. */
  where(): string {
    if (this.isAtStep()) return `before "${this.labels.join('" or "')}"`;
    if (!this.task.done()) return this.task._waiter?.done() === false ? 'waiting' : 'ready';
    if (this.task.cancelled()) return 'cancelled';
    return this.task._failed() ? 'failed' : 'done';
  }
}
