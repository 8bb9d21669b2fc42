import {
  CancelledError,
  type Coroutine,
  createTask,
  type Future,
  type Task,
  type Yieldable,
} from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

/** Does what it is told to, also when it is cancelled. */
export function* work(stage: Stage, result: string): Coroutine<string> {
  try {
    if ((yield* stage.step('return', 'throw')) === 'return') return result;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    const how = yield* stage.step('clean up', 'return in its cleanup', 'throw in its cleanup');
    if (how === 'clean up') throw error;
    if (how === 'return in its cleanup') return result;
  }
  throw new RangeError(result);
}

/** Several tasks that do what they are told to. */
export class Workers {
  readonly #stage: Stage;
  /** In the order in which they ended. */
  readonly ended: Task<string>[] = [];
  readonly tasks: readonly Task<string>[];

  constructor(stage: Stage, count: number) {
    this.#stage = stage;
    this.tasks = Array.from({ length: count }, (_, i) => this.#start(`worker ${i}`, i));
    stage.show(() => this.tasks.join(' '));
  }

  #start(name: string, index: number): Task<string> {
    return this.#stage.adopt(name, createTask(this.#work(name, index), { name }));
  }

  *#work(name: string, index: number): Coroutine<string> {
    try {
      return yield* work(this.#stage, name);
    } finally {
      this.ended.push(this.tasks[index]!); // it is there since before it ran
    }
  }

  /** Some of them, by numbers of any size; the same number, the same task. */
  pick(numbers: readonly number[]): Task<string>[] {
    return numbers.map((number) => this.tasks[number % this.tasks.length]!); // there is at least one
  }

  /** Has nobody but the director cancelled one of them? All must be done. */
  areUntouched(): boolean {
    this.lookAtErrorsBut(new Set());
    return this.tasks.every((task) => task.cancelling() === Number(this.#stage.actorOf(task)?.wasCancelled));
  }

  /** Looks at the errors of those whom nobody waited for; otherwise they would be reported. */
  lookAtErrorsBut(others: ReadonlySet<Task<string>>): void {
    for (const task of this.tasks) if (!others.has(task) && !task.cancelled()) task.exception();
  }
}

/** How something has ended: with a result, with an error, or cancelled. */
export class End {
  readonly what: 'result' | 'error' | 'cancelled';
  readonly value: unknown;

  constructor(what: End['what'], value?: unknown) {
    this.what = what;
    this.value = value;
  }

  static of(future: Future<string>): End {
    if (future.cancelled()) return new End('cancelled');
    const error = future.exception();
    return error === undefined ? new End('result', future.result()) : new End('error', error);
  }

  /** Awaits something to its end. */
  static *ofAwaiting(action: Yieldable<unknown>): Coroutine<End> {
    try {
      return new End('result', yield* action);
    } catch (error) {
      // CancelledError included: whoever asks knows what to do with it.
      return error instanceof CancelledError ? new End('cancelled') : new End('error', error);
    }
  }

  equals({ what, value }: End): boolean {
    return this.what === what && (this.value === value || (Array.isArray(value) && this.#isSameList(value)));
  }

  #isSameList(others: readonly unknown[]): boolean {
    const items = this.value;
    if (!Array.isArray(items) || items.length !== others.length) return false;
    return items.every((item, i) => item === others[i] || areCancelled(item, others[i]));
  }
}

function areCancelled(one: unknown, other: unknown): boolean {
  return one instanceof CancelledError && other instanceof CancelledError;
}
