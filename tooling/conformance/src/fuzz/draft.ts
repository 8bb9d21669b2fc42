/** A program in the making: which names it has so far, and small choices that all statements share. */
import type { Block, ObjectSpec, Operand, Statement } from '../program.js';
import type { Random } from './random.js';

const OBJECTS: Readonly<Record<string, (random: Random) => ObjectSpec>> = {
  F: () => ['Future'],
  G: () => ['Future'],
  L: () => ['Lock'],
  E: () => ['Event'],
  C: () => ['Condition'],
  S: (random) => ['Semaphore', random.between(0, 2)],
  T: (random) => ['BoundedSemaphore', random.between(0, 2)],
  B: (random) => ['Barrier', random.between(1, 3)],
  Q: (random) => ['Queue', random.between(0, 3)],
  K: (random) => ['LifoQueue', random.between(0, 3)],
  P: (random) => ['PriorityQueue', random.between(0, 3)],
  V: (random) => ['ContextVar', random.between(0, 9)],
};

const DELAYS = [0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 1, 1, 1.25, 1.5, 2, 2.5, 3];

const OWN_ERRORS = ['AppError', 'NetError', 'DataError'];
const LIBRARY_ERRORS = [
  'CancelledError',
  'TimeoutError',
  'RuntimeError',
  'ValueError',
  'QueueEmpty',
  'BaseException',
];

/** What a statement may refer to, in the order it came up. */
type Names = 'task' | 'timeout' | 'group' | 'handle';

const PREFIXES: Readonly<Record<Names, string>> = { task: 't', timeout: 'm', group: 'g', handle: 'h' };

/** The names and the choices of one program. */
export class Draft {
  readonly random: Random;
  readonly objects: Record<string, ObjectSpec> = {};
  readonly generators: string[] = [];
  /** Coroutines that the one being written may use: those written before it, so that none calls itself. */
  readonly coroutines: string[] = [];
  /**
   * The names that the statements written so far make; the last ones, which the coroutine being written makes itself,
   * most likely exist when it uses them.
   *
   * A coroutine waits only for tasks that were named before it was written: nothing waits for itself in a circle, which
   * CPython cannot cancel (it recurses for ever).
   */
  readonly #names: Readonly<Record<Names, string[]>> = { task: [], timeout: [], group: [], handle: [] };
  #own: Readonly<Record<Names, number>> = { task: 0, timeout: 0, group: 0, handle: 0 };
  #made = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** Declares some objects. */
  declare(names: readonly string[]): void {
    for (const name of names) this.objects[name] = OBJECTS[name]!(this.random); // names are those above
  }

  /** Declares a few, whichever. */
  declareSome(): void {
    const share = this.random.next() * 0.5;
    this.declare(Object.keys(OBJECTS).filter(() => this.random.chance(share)));
  }

  /** The objects of these kinds that there are. */
  objectsOf(...kinds: readonly string[]): string[] {
    return Object.keys(this.objects).filter((name) => kinds.includes(this.objects[name]![0]));
  }

  /** A coroutine begins. */
  begin(): void {
    const { task, timeout, group, handle } = this.#names;
    this.#own = { task: task.length, timeout: timeout.length, group: group.length, handle: handle.length };
  }

  /** A name that nothing has yet, such as `t7`. */
  fresh(kind: Names): string {
    const name = this.text(PREFIXES[kind]);
    this.#names[kind].push(name);
    return name;
  }

  /** Was there a name of this kind? */
  has(kind: Names): boolean {
    return this.#names[kind].length > 0;
  }

  /** A name that was there, mostly one of the coroutine's own. */
  known(kind: Names): string {
    const own = this.#names[kind].slice(this.#own[kind]);
    return this.random.pick(own.length > 0 && this.random.chance(0.9) ? own : this.#names[kind]);
  }

  text(prefix: string): string {
    return `${prefix}${++this.#made}`;
  }

  delay(): number {
    return this.random.pick(DELAYS);
  }

  /** A delay, or none. */
  limit(): number | null {
    return this.random.chance(0.15) ? null : this.delay();
  }

  number(): number {
    return this.random.between(0, 9);
  }

  /** Mostly a number. */
  value(): unknown {
    return this.random.chance(0.9)
      ? this.number()
      : this.random.pick([null, true, 'text', 0.5, [1, 'a', []]]);
  }

  message(): string | null {
    return this.random.pick([null, null, 'x', 'why']);
  }

  error(): string {
    return this.random.pick(this.random.chance(0.85) ? OWN_ERRORS : LIBRARY_ERRORS);
  }

  /** Is there anything to wait for? */
  hasRef(): boolean {
    return this.has('task') || this.objectsOf('Future').length > 0;
  }

  /** A task or a future, to be waited for. */
  ref(): string {
    const futures = this.objectsOf('Future');
    if (futures.length > 0 && (!this.has('task') || this.random.chance(0.25)))
      return this.random.pick(futures);
    return this.random.chance(0.01) ? 'nobody' : this.known('task');
  }

  /** The same, not to be waited for: it may be `main`. */
  target(): string {
    return !this.hasRef() || this.random.chance(0.1) ? 'main' : this.ref();
  }

  refs(low: number, high: number): string[] {
    return this.random.several(low, high, () => this.ref());
  }

  coroutine(): string {
    return this.random.pick(this.coroutines);
  }

  operand(): Operand {
    if (!this.hasRef() || (this.coroutines.length > 0 && this.random.chance(0.6)))
      return { call: this.coroutine() };
    return { ref: this.ref() };
  }

  operands(low: number, high: number): Operand[] {
    return this.random.several(low, high, () => this.operand());
  }
}

/** Makes one statement; `body` makes the bodies inside it, which get smaller with depth. */
export type Make = (draft: Draft, body: () => Block) => Statement;
