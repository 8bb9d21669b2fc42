/**
 * Task groups: tasks that end before the block that made them.
 *
 * The first child that fails aborts the group: the other children are cancelled, and so is the parent, to interrupt
 * whatever the body waits for. At the exit the parent takes that cancellation back (`uncancel`), so that only those
 * of others remain.
 *
 *   who cancels the parent      what leaves the block
 *   a child that failed         ExceptionGroup
 *   cancel() of the group       nothing, or an ExceptionGroup if children failed in their cleanup
 *   somebody outside            CancelledError, or the same ExceptionGroup
 *   somebody outside as well    the first two, and the parent's next await throws CancelledError;
 *                               after cancel() without errors, CancelledError at once
 *
 * After CPython 3.13 `Lib/asyncio/taskgroups.py`; `cancel` after 3.15.
 */
import {
  type AnyCoroutine,
  type AsyncContextManager,
  CancelledError,
  type Coroutine,
  CoroutineObject,
  createTask,
  currentTask,
  type EventLoop,
  Future,
  GeneratorExit,
  getRunningLoop,
  isCoroutine,
  RuntimeError,
  type Task,
  type TaskOptions,
  type Yieldable,
} from '@asyncio-ts/tasks';
import {
  checkBody,
  Collector,
  describe,
  enterAndLeave,
  isFatal,
  showInConsole,
} from '@asyncio-ts/tasks/internal';

import { ExceptionGroup } from './exception-group.js';

/** How to make a task of a group: the options of `createTask`, but for the loop, which is the group's. */
export type GroupTaskOptions = Omit<TaskOptions, 'loop'>;

/**
 * A context manager whose tasks are all done when its block is left. Use it through `taskGroup`, or with `withAsync`.
 *
 * @see CPython 3.13 `Lib/asyncio/taskgroups.py`, `TaskGroup`
 */
export class TaskGroup implements AsyncContextManager<TaskGroup> {
  #entered = false;
  #exiting = false;
  #aborting = false;
  #cancelOnEnter = false;
  /** Did this group cancel its parent? Then it must take that back. */
  #parentCancelRequested = false;
  /** How many cancellations the parent had at entry: those are not ours to answer. */
  #cancellingAtEntry = 0;
  /** Where its tasks run: options of theirs. */
  #inLoop: { readonly loop?: EventLoop } = {};
  #parent: Task<unknown> | undefined = undefined;
  readonly #tasks = new Set<Future<unknown>>();
  #errors: unknown[] = [];
  /** The first error that ends the program; it leaves the block as it is. */
  #fatal: Error | undefined = undefined;
  /** Done when the last task is, while the parent waits for that. */
  #allDone: Future<void> | undefined = undefined;

  /**
   * Makes a task of the group. Allowed from the body, from its tasks and from anywhere else, as long as the block is
   * not left.
   *
   * @param coroutine - a call of a `coroutine()` function, or of a `function*`
   * @param options - `name`, `context`, `eagerStart`
   * @suspends never
   * @throws {RuntimeError} the group was not entered, is shutting down, or is finished; `coroutine` is closed then
   * @throws {TypeError} `coroutine` is not a coroutine
   * @see CPython 3.13 `Lib/asyncio/taskgroups.py`, `TaskGroup.create_task`
   */
  createTask<T>(coroutine: AnyCoroutine<T>, options?: GroupTaskOptions): Task<T> {
    const refusal = this.#refusal();
    if (refusal !== undefined) {
      close(coroutine);
      throw new RuntimeError(`TaskGroup ${this.toString()} ${refusal}`);
    }
    // Not `{ ...options, loop }`, which is slow: see createEagerTaskFactory.
    const task = createTask(
      coroutine,
      options === undefined ? this.#inLoop : Object.assign({}, options, this.#inLoop),
    );
    if (task.done()) {
      this.#onTaskDone(task); // started eagerly, and done on the spot
      return task;
    }
    this.#tasks.add(task);
    task._collect(this.#collector);
    // An eager task may have aborted the group before the group knew it: python/cpython#155418, #128550.
    if (this.#aborting) task.cancel();
    return task;
  }

  #refusal(): string | undefined {
    if (!this.#entered) return 'has not been entered\n  Make tasks inside its block';
    if (this.#isFinished()) return 'is finished\n  Its block is left; make tasks inside of it';
    if (this.#aborting)
      return 'is shutting down\n  A task of it failed or it was cancelled: nothing new can start';
    return undefined;
  }

  #isFinished(): boolean {
    return this.#exiting && this.#tasks.size === 0;
  }

  /**
   * Ends the group early and quietly: cancels its tasks and its body, and the block is left without an error, unless
   * tasks fail in their cleanup. Called before the block is entered, it cancels on entry; called again, or after the
   * block, it does nothing.
   *
   * The cancellation of others is never swallowed: whoever cancels the parent as well, an outer `timeout` for one,
   * still gets a `CancelledError` out of the block.
   *
   * Differs from CPython 3.15: the parent's count of cancellations is compared with the one at entry, as in `timeout`,
   * so that a group in the cleanup of a cancelled task can end quietly, too.
   *
   * @suspends never
   * @see CPython 3.15 `Lib/asyncio/taskgroups.py`, `TaskGroup.cancel`
   */
  cancel(): void {
    if (!this.#entered) {
      this.#cancelOnEnter = true;
    } else if (!this.#aborting && !this.#isFinished()) {
      this.#abort();
      this.#cancelParent();
    }
  }

  /**
   * Enters the group; `withAsync` calls it.
   *
   * @suspends never
   * @throws {RuntimeError} it was entered before, or no task is running
   */
  *aenter(): Coroutine<TaskGroup> {
    if (this.#entered) {
      throw new RuntimeError(
        `TaskGroup ${this.toString()} has already been entered\n  Make a new one for each block`,
      );
    }
    const loop = getRunningLoop();
    this.#inLoop = { loop };
    this.#parent = currentTask(loop);
    if (this.#parent === undefined) {
      const hint = 'Enter it in a coroutine that a task runs';
      throw new RuntimeError(`TaskGroup ${this.toString()} cannot determine the parent task\n  ${hint}`);
    }
    this.#entered = true;
    this.#cancellingAtEntry = this.#parent.cancelling();
    if (this.#cancelOnEnter) this.cancel();
    return this;
  }

  /**
   * Leaves the group: waits for its tasks; `withAsync` calls it.
   *
   * @param error - what the body threw
   * @returns true: every error that should leave the block is thrown
   * @suspends only when tasks are left
   * @throws {ExceptionGroup} tasks failed, or the body did
   * @throws {CancelledError} the parent was cancelled from outside
   * @throws {RuntimeError} the group was not entered
   * @see CPython 3.13 `Lib/asyncio/taskgroups.py`, `TaskGroup.__aexit__`
   */
  *aexit(error?: unknown): Coroutine<boolean> {
    const parent = this.#parent;
    if (parent === undefined) {
      const hint = 'Let withAsync(group, body) call aexit()';
      throw new RuntimeError(`TaskGroup ${this.toString()} has not been entered\n  ${hint}`);
    }
    this.#exiting = true;
    if (isFatal(error)) this.#fatal ??= error;
    if (error !== undefined && !this.#aborting) this.#abort();
    const interruption = yield* this.#join();
    if (this.#fatal !== undefined) throw this.#fatal;
    const cancelled = this.#settleCancellation(
      parent,
      interruption ?? (error instanceof CancelledError ? error : undefined),
    );
    // The body's own error comes before a cancellation, too. Differs from CPython 3.15, which loses it after cancel().
    const bodyFailed = error !== undefined && !(error instanceof CancelledError);
    if (bodyFailed && !(error instanceof GeneratorExit)) this.#errors.push(error);
    if (cancelled !== undefined && this.#errors.length === 0) throw cancelled;
    // A body that is closed while it is suspended goes on closing, if nothing else went wrong.
    if (error instanceof GeneratorExit && this.#errors.length === 0) return false;
    if (error instanceof GeneratorExit) this.#errors.push(error);
    if (this.#errors.length > 0) this.#throwErrors(parent);
    return true;
  }

  /** Waits for all tasks. Returns the parent's cancellation, if one arrives meanwhile that is not the group's own. */
  *#join(): Coroutine<CancelledError | undefined> {
    let interruption: CancelledError | undefined;
    while (this.#tasks.size > 0) {
      const allDone = (this.#allDone = new Future<void>(this.#inLoop));
      try {
        yield* allDone;
      } catch (thrown) {
        // CancelledError is kept, and thrown once the tasks are gone. Another error says that nobody can wait here: the
        // block was entered on another loop.
        if (!(thrown instanceof CancelledError)) throw thrown;
        if (!this.#aborting) {
          interruption = thrown;
          this.#abort();
        } else if (this.#parentCancelRequested) {
          interruption = thrown; // ours, or later that of others: their number tells (python/cpython#155433)
        }
      }
      this.#allDone = undefined;
    }
    return interruption;
  }

  /** Takes the group's own cancellation of the parent back. Returns what is to be thrown for those of others. */
  #settleCancellation(
    parent: Task<unknown>,
    cancelled: CancelledError | undefined,
  ): CancelledError | undefined {
    if (!this.#parentCancelRequested) return cancelled;
    return parent.uncancel() <= this.#cancellingAtEntry ? undefined : cancelled;
  }

  #throwErrors(parent: Task<unknown>): never {
    // Cancelled from outside as well: the errors come first, and the count stays as it is. Cancelling anew makes the
    // parent's next await throw.
    if (parent.cancelling() > 0) {
      parent.uncancel();
      parent.cancel();
    }
    const errors = this.#errors;
    this.#errors = []; // the group may live on, and errors are heavy
    throw new ExceptionGroup('unhandled errors in a TaskGroup', errors);
  }

  #abort(): void {
    this.#aborting = true;
    for (const task of this.#tasks) task.cancel(); // does nothing to those that are done
  }

  #cancelParent(): void {
    this.#parentCancelRequested = true;
    this.#parent!.cancel(); // only an entered group cancels, and it has a parent
  }

  readonly #onTaskDone = (task: Future<unknown>): void => {
    this.#tasks.delete(task);
    if (this.#tasks.size === 0 && this.#allDone?.done() === false) this.#allDone.setResult();
    if (task.cancelled()) return;
    try {
      task.result();
    } catch (error) {
      // CancelledError: a task that threw it counts as cancelled, and is not asked.
      this.#onError(task, error);
    }
  };

  /** Is told of each task that is done. */
  readonly #collector = new Collector(this.#onTaskDone);

  #onError(task: Future<unknown>, error: unknown): void {
    this.#errors.push(error);
    if (isFatal(error)) this.#fatal ??= error;
    const parent = this.#parent!; // a group that has tasks was entered
    if (parent.done()) {
      const what = 'has errored out but its parent task';
      const message = `Task ${describe(task)} ${what} ${parent.toString()} is already completed`;
      task.getLoop().callExceptionHandler({ message, exception: error, task });
    } else if (!this.#aborting) {
      this.#abort();
      this.#cancelParent();
    }
  }

  /** One line, such as `<TaskGroup tasks=2 entered>`. */
  toString(): string {
    const words = ['TaskGroup'];
    if (this.#tasks.size > 0) words.push(`tasks=${this.#tasks.size}`);
    if (this.#errors.length > 0) words.push(`errors=${this.#errors.length}`);
    if (this.#aborting) words.push('cancelling');
    else if (this.#entered) words.push('entered');
    return `<${words.join(' ')}>`;
  }

  static {
    showInConsole(this);
  }
}

/**
 * Runs `body` with a task group, and waits for the group's tasks: Python's `async with TaskGroup() as tg: …`.
 *
 *     yield* taskGroup(function* (tg) {
 *       tg.createTask(fetchPage('/a'));
 *       tg.createTask(fetchPage('/b'));
 *     });
 *
 * If a task or the body fails, the others are cancelled, and what failed is thrown as an `ExceptionGroup`.
 *
 * @param body - is given the group
 * @returns what `body` returns; `undefined` if the group's `cancel` interrupted it. A body that this may happen to
 *   should say so in its type, `Coroutine<T | undefined>`
 * @suspends when `body` does, or tasks are left when it returns
 * @throws {ExceptionGroup} tasks failed, or the body did
 * @throws {CancelledError} the task was cancelled from outside
 * @throws {TypeError} `body` is not a function
 * @throws {RuntimeError} no task is running
 * @see CPython 3.13 `Lib/asyncio/taskgroups.py`, `TaskGroup`
 */
export function taskGroup<T>(body: (group: TaskGroup) => Yieldable<T>): CoroutineObject<T> {
  const group = enterAndLeave(new TaskGroup(), checkBody('taskGroup', body));
  return new CoroutineObject(group as Coroutine<T>, 'taskGroup'); // the docstring tells when it is not a T
}

/** Closes a coroutine that no task was made of. What is none is left alone. */
function close(coroutine: unknown): void {
  if (coroutine instanceof CoroutineObject) coroutine.close();
  else if (isCoroutine(coroutine)) coroutine.return(undefined);
}
