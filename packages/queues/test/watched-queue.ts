import type { Coroutine, CoroutineObject } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown } from '../src/index.js';

const kinds = {
  'first in, first out': Queue,
  'last in, first out': LifoQueue,
  'smallest first': PriorityQueue,
};

/** In which order items come out. */
export type Order = keyof typeof kinds;

/** A queue of numbers, and what must hold of it whatever its users do. */
export class WatchedQueue {
  readonly #stage: Stage;
  readonly #queue: Queue<number>;
  readonly #order: Order;
  /** What must be in it, in the order in which it came. */
  #items: number[] = [];
  /** For how many items the work is not done. */
  #unfinished = 0;
  #isShutDown = false;
  /** How many are inside of each of these. */
  readonly #inside = { get: 0, put: 0, join: 0 };

  constructor(stage: Stage, maxsize: number, order: Order = 'first in, first out') {
    this.#stage = stage;
    this.#order = order;
    const queue = (this.#queue = new kinds[order]<number>(maxsize));
    const inside = this.#inside;
    stage.show(() => queue);
    stage.always('what was put and not got is in it', () => queue.qsize() === this.#items.length);
    stage.always('it holds no more than it can', () => maxsize <= 0 || queue.qsize() <= maxsize);
    stage.whenQuiet('nobody waits to get while something is in it', () => queue.empty() || inside.get === 0);
    stage.whenQuiet('nobody waits to put while there is room', () => queue.full() || inside.put === 0);
    stage.whenQuiet(
      'nobody waits for items or for room after its end',
      () => !this.#isShutDown || inside.get + inside.put === 0,
    );
    stage.whenQuiet('nobody waits for work that is done', () => this.#unfinished > 0 || inside.join === 0);
    stage.whenQuiet('it shows who waits and what is to be done', () => this.#showsAll());
    stage.atEnd(
      'nobody is left, and all items that nobody got',
      () => this.#showsAll() && this.#isAllThere(),
    );
  }

  *put(item: number): Coroutine<void> {
    const isAtOnce = this.#isShutDown || !this.#queue.full();
    const isPut = yield* this.#during('put', this.#queue.put(item), isAtOnce);
    if (isPut) this.#added(item);
  }

  *get(): Coroutine<void> {
    const isAtOnce = this.#isShutDown || !this.#queue.empty();
    const got = yield* this.#during('get', this.#queue.get(), isAtOnce);
    if (got) this.#taken(got.result);
  }

  *join(): Coroutine<void> {
    yield* this.#during('join', this.#queue.join(), this.#unfinished === 0);
  }

  /** Awaits; the end of the queue is no error. */
  *#during<T>(
    what: 'get' | 'put' | 'join',
    action: CoroutineObject<T>,
    isAtOnce: boolean,
  ): Coroutine<{ readonly result: T } | undefined> {
    const { moment } = this.#stage;
    this.#inside[what]++;
    try {
      return { result: yield* action };
    } catch (error) {
      if (!(error instanceof QueueShutDown)) throw error;
      this.#stage.expect('it ends for nobody before its end', this.#isShutDown);
      return undefined;
    } finally {
      this.#inside[what]--;
      if (isAtOnce) this.#stage.expect(`${what}() does not wait for nothing`, this.#stage.moment === moment);
    }
  }

  putNowait(item: number): void {
    const { full, end } = { full: this.#queue.full(), end: this.#isShutDown };
    try {
      this.#queue.putNowait(item);
      this.#added(item);
    } catch (error) {
      const isRight = end ? error instanceof QueueShutDown : full && error instanceof QueueFull;
      this.#stage.expect('putNowait() fails at the end, and when there is no room', isRight);
    }
  }

  getNowait(): void {
    const isEmpty = this.#items.length === 0;
    try {
      this.#taken(this.#queue.getNowait());
    } catch (error) {
      const isRight = this.#isShutDown ? error instanceof QueueShutDown : error instanceof QueueEmpty;
      this.#stage.expect('getNowait() fails at the end, and when nothing is there', isEmpty && isRight);
    }
  }

  /** Does nothing when all work is done. */
  taskDone(): void {
    if (this.#unfinished === 0) return;
    this.#queue.taskDone();
    this.#unfinished--;
  }

  shutdown(immediate: boolean): void {
    this.#queue.shutdown(immediate);
    this.#isShutDown = true;
    if (!immediate) return;
    this.#unfinished = Math.max(0, this.#unfinished - this.#items.length);
    this.#items = [];
  }

  #added(item: number): void {
    this.#stage.expect('nothing goes in after its end', !this.#isShutDown);
    this.#items.push(item);
    this.#unfinished++;
  }

  #taken(item: number): void {
    this.#stage.expect(`items come out ${this.#order}`, item === this.#takeNext());
  }

  #takeNext(): number | undefined {
    if (this.#order === 'first in, first out') return this.#items.shift();
    if (this.#order === 'last in, first out') return this.#items.pop();
    const next = Math.min(...this.#items);
    this.#items.splice(this.#items.indexOf(next), 1);
    return next;
  }

  #isAllThere(): boolean {
    let isRight = true;
    while (!this.#queue.empty()) isRight = this.#queue.getNowait() === this.#takeNext() && isRight;
    return isRight;
  }

  #showsAll(): boolean {
    const { get, put } = this.#inside;
    const words = [`<${this.#queue.constructor.name} maxsize=${this.#queue.maxsize}`];
    if (get > 0) words.push(`_getters[${get}]`);
    if (put > 0) words.push(`_putters[${put}]`);
    if (this.#unfinished > 0) words.push(`tasks=${this.#unfinished}`);
    if (this.#isShutDown) words.push('shutdown');
    return String(this.#queue).replace(/ _queue=\[[^\]]*\]/, '') === `${words.join(' ')}>`;
  }
}
