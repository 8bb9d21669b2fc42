/**
 * A loop that is moved by hand: a callback, a turn, a time. Not the VirtualTimeLoop, for here time can pass also while
 * callbacks are ready, and somebody has a look between any two of them.
 */
import { EventLoop, type Host } from '@asyncio-ts/loop';
import { CLOCK_RESOLUTION, type Runnable, running } from '@asyncio-ts/loop/internal';

/** A clock that stands until it is moved, and nothing else: a loop that is stepped needs no wake-ups. */
class StandingHost implements Host {
  clock = 0;

  now(): number {
    return this.clock;
  }

  hop(): never {
    throw new TypeError('A stepped loop runs only when it is stepped');
  }

  wakeAt(): never {
    return this.hop();
  }

  whenStuck(): never {
    return this.hop();
  }
}

/** Looks on while a turn is under way. */
export interface Onlooker {
  /** Called between any two callbacks of the turn; may queue more, and run something at once. */
  between(): void;
  /** Called before each callback. */
  before(callback: Runnable): void;
}

/** A loop whose turns and time go on when they are told to, with a look between any two callbacks. */
export class SteppedLoop extends EventLoop {
  readonly #clock: StandingHost;
  #onlooker: Onlooker | undefined = undefined;
  #isFirst = true;
  /** What is queued goes here, while it is not undefined. */
  #caught: Runnable[] | undefined = undefined;

  constructor() {
    const host = new StandingHost();
    super({ host, debug: false });
    this.#clock = host;
    const queue = this._ready;
    const shift = queue.shift.bind(queue);
    // A turn is one loop in one function: this is the only place between two of its callbacks.
    queue.shift = () => {
      if (!this.#isFirst) this.#onlooker?.between();
      this.#isFirst = false;
      const item = shift()!; // a turn takes no more than there are
      this.#onlooker?.before(item);
      return item;
    };
  }

  /** Runs `action` with this loop as the running one, and closes the loop. */
  useFor(action: () => void): void {
    this._begin();
    const outer = running.loop;
    running.loop = this;
    try {
      action();
    } finally {
      running.loop = outer;
      this._end();
      this.close();
    }
  }

  /** Is anything ready? */
  isReady(): boolean {
    return this._ready.size > 0;
  }

  /** One turn. */
  turn(onlooker?: Onlooker): void {
    this.#onlooker = onlooker;
    this.#isFirst = true;
    this._turn();
    this.#onlooker = undefined;
  }

  /** When the first timer is due; `undefined` if there is none. */
  firstTimer(): number | undefined {
    return this._timers.nextTime();
  }

  /** Moves the clock to the first timer. It joins the ready queue, with all that are due then, as turns begin. */
  elapse(): void {
    const when = this.firstTimer()!; // asked only when there is one
    if (when > this.#clock.clock) this.#clock.clock = when;
    const end = this.#clock.clock + CLOCK_RESOLUTION; // as turns do
    for (let due = this._timers.popBefore(end); due !== undefined; due = this._timers.popBefore(end))
      this._ready.push(due);
  }

  /** Runs what `wake` queues at once, as if it had stood first in the ready queue. */
  runNow(wake: () => void): void {
    const caught: Runnable[] = (this.#caught = []);
    wake();
    this.#caught = undefined;
    for (const item of caught) item._run();
  }

  /** @internal */
  override _enqueue(item: Runnable): void {
    if (this.#caught === undefined) super._enqueue(item);
    else this.#caught.push(item);
  }
}
