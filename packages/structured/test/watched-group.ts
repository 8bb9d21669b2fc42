import { CancelledError, type Coroutine, type Task, withAsync } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { ExceptionGroup, TaskGroup } from '../src/index.js';

/** A group, and what must hold of it whatever its tasks do. */
export class WatchedGroup {
  readonly #stage: Stage;
  readonly #group = new TaskGroup();
  readonly #children: Task<void>[] = [];
  /** The children that were cancelled, and are not done yet. */
  readonly #cleaning = new Set<string>();
  /** Who failed, in the order in which they did. */
  readonly #failed: string[] = [];
  #bodyFailed = false;
  /** Is it time for all to end? */
  #isAborting = false;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.show(() => this.#group);
    stage.whenQuiet('nobody goes on with his work when one has failed', () => {
      return !this.#isAborting || this.#children.every((child) => this.#isEnding(child));
    });
  }

  #isEnding(child: Task<void>): boolean {
    return child.done() || this.#cleaning.has(child.getName());
  }

  /** Runs a group of children with these names, and of a body, of which each does what it is told to. */
  *run(names: readonly string[]): Coroutine<void> {
    const thrown = yield* this.#errorOf(names);
    this.#stage.expect(
      'all children are done when the block ends',
      this.#children.every((child) => child.done()),
    );
    this.#stage.expect('the block ends as its children did, or as it was told to', this.#isRight(thrown));
    if (thrown instanceof CancelledError) throw thrown;
  }

  *#errorOf(names: readonly string[]): Coroutine {
    try {
      yield* withAsync(this.#group, () => this.#body(names));
      return undefined;
    } catch (error) {
      return error; // run() throws a CancelledError on
    }
  }

  *#body(names: readonly string[]): Coroutine<void> {
    if (!this.#isAborting) for (const name of names) this.#start(name);
    if ((yield* this.#stage.step('return', 'throw')) === 'return') return;
    this.#isAborting = this.#bodyFailed = true;
    throw new RangeError('body');
  }

  #start(name: string): void {
    const child = this.#group.createTask(this.#child(name), { name });
    this.#children.push(this.#stage.adopt(name, child));
  }

  *#child(name: string): Coroutine<void> {
    try {
      if ((yield* this.#stage.step('return', 'throw')) === 'throw') this.#fail(name);
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      this.#cleaning.add(name);
      if ((yield* this.#stage.step('clean up', 'fail in its cleanup')) !== 'clean up') this.#fail(name);
      throw error;
    }
  }

  #fail(name: string): never {
    this.#failed.push(name);
    this.#isAborting = true;
    throw new RangeError(name);
  }

  /** Ends it early; the block is then left without an error. */
  cancel(): void {
    this.#isAborting = true;
    this.#group.cancel();
  }

  /** The children's errors come first, then that of the body, then cancellation from outside. */
  #isRight(thrown: unknown): boolean {
    const errors = this.#bodyFailed ? [...this.#failed, 'body'] : this.#failed;
    if (errors.length > 0) {
      return thrown instanceof ExceptionGroup && thrown.errors.map(messageOf).join() === errors.join();
    }
    return this.#stage.me().wasCancelled ? thrown instanceof CancelledError : thrown === undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof RangeError ? error.message : `unexpected: ${String(error)}`;
}
