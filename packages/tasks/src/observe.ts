/**
 * Watching a loop: every event of its tasks, callbacks and timers, for tools that draw, trace or count.
 *
 *     a task     taskCreated -> woken -> stepBegan -> suspended -> stepEnded -> … woken -> stepBegan -> done -> stepEnded
 *     a callback callbackQueued -> callbackBegan -> callbackEnded
 *     a timer    timerSet -> timerFired -> callbackBegan -> callbackEnded, or timerSet -> timerCancelled
 *
 * Whatever is woken, queued or fired joins the ready queue at its end; what begins has left it at its head. So the queue,
 * the timers and the state of each task can be told at every event from the events before it, if the loop was observed
 * from its beginning.
 *
 * A loop that nobody observes pays nothing that can be measured: decision 16 says how.
 */
import type { EventLoop, TimerHandle } from '@asyncio-ts/loop';
import { describe, type LoopObserver, type Runnable, running } from '@asyncio-ts/loop/internal';

import { current } from './current-task.js';
import type { Future } from './future.js';
import { loopState } from './loop-state.js';
import { Task } from './task.js';

/** What waits for its turn and is no step of a task: a `Handle`, a done callback, a sleep that is over. */
export interface ObservedCallback {
  /** One line that says what it is. */
  toString(): string;
}

/** A timer: of `callLater` or `callAt`; or of `sleep`, whose future is the timer itself, and what the task is suspended on. */
export type ObservedTimer = TimerHandle | Future<unknown>;

/** Something that happened in a loop. */
export type LoopEvent = {
  /** When, in seconds on the loop's clock. */
  readonly time: number;
} & (
  | {
      /** A task was made, or was there when observing began. `parent` is the task whose step made it. */
      readonly type: 'taskCreated';
      readonly task: Task<unknown>;
      readonly parent: Task<unknown> | undefined;
    }
  | {
      /** A task joins the ready queue. `by` is the task whose step caused it, if one did. */
      readonly type: 'woken';
      readonly task: Task<unknown>;
      readonly by: Task<unknown> | undefined;
    }
  | {
      /** A step begins; one ends. Eager tasks begin inside a step of the task that makes them. */
      readonly type: 'stepBegan' | 'stepEnded';
      readonly task: Task<unknown>;
    }
  | {
      /** A task waits for `on`; `undefined`: for its next turn, as in `sleep(0)`. */
      readonly type: 'suspended';
      readonly task: Task<unknown>;
      readonly on: Future<unknown> | undefined;
    }
  | {
      /** A task is over: it returned, was cancelled, or failed. */
      readonly type: 'done';
      readonly task: Task<unknown>;
    }
  | {
      /** `cancel()` was called on a task, or on one that waits for it. `by` is the task whose step called it. */
      readonly type: 'cancelRequested';
      readonly task: Task<unknown>;
      readonly by: Task<unknown> | undefined;
    }
  | {
      /** A callback joins the ready queue; runs; has run. */
      readonly type: 'callbackQueued' | 'callbackBegan' | 'callbackEnded';
      readonly callback: ObservedCallback;
    }
  | {
      /** A timer was set: it is due at `when`, in seconds on the loop's clock. */
      readonly type: 'timerSet';
      readonly timer: ObservedTimer;
      readonly when: number;
    }
  | {
      /** A timer is due, and joins the ready queue as a callback; or it was given up before. */
      readonly type: 'timerFired' | 'timerCancelled';
      readonly timer: ObservedTimer;
    }
  | {
      /** A turn begins: exactly the `ready` items that are in the queue now will run in it. */
      readonly type: 'turnBegan';
      readonly ready: number;
    }
);

/** Is told every event, at once, in the middle of what the loop does: it should only look, and write down what it saw. */
export type Observer = (event: LoopEvent) => void;

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'time'> : never;

/** @internal What tasks tell by themselves, as the loop cannot see it. */
export interface TaskObserver {
  cancelRequested(task: Task<unknown>): void;
  /** Runs a step that the loop did not begin. */
  runStep(task: Task<unknown>): void;
}

/**
 * Tells `observer` everything that happens in `loop` from now on. Of the tasks that are there already it is told first,
 * as if they had just been made.
 *
 *     const stop = observe(getRunningLoop(), ({ type, time, ...rest }) => console.log(time, type, rest));
 *
 * An observer must not make, cancel or settle anything: it is called in the middle of a turn. What it throws goes to the
 * loop's exception handler. The first line of `main` is the place to watch a whole program from.
 *
 * @param loop - the loop; it may be running
 * @param observer - is called with each event; several may watch one loop
 * @returns a function that ends it
 * @suspends never
 * @throws {TypeError} `observer` is not a function
 */
export function observe(loop: EventLoop, observer: Observer): () => void {
  if (typeof observer !== 'function') {
    throw new TypeError(`An observer is a function of an event, got ${describe(observer)}`);
  }
  const state = loopState(loop);
  const watch = (state.observer as Watch | undefined) ?? new Watch(loop); // nothing else is put there
  if (state.observer === undefined) watch.start();
  state.observer = watch;
  const subscription = { observer };
  watch.subscribe(subscription);
  return () => {
    if (!watch.unsubscribe(subscription) || state.observer !== watch) return;
    state.observer = undefined;
    loop._setObserver(undefined);
  };
}

/** One call of `observe`: the same function may be given twice. */
interface Subscription {
  readonly observer: Observer;
}

/** Something that runs at this moment. */
interface Activity {
  readonly item: Runnable;
  readonly isStep: boolean;
  /** Has the task queued itself for another step? */
  isQueuedAgain: boolean;
  /** Had it begun before it was observed? */
  readonly isUnseen: boolean;
}

/** Makes events of what one loop and its tasks tell, for everybody who observes it. */
class Watch implements LoopObserver, TaskObserver {
  readonly #loop: EventLoop;
  readonly #subscriptions = new Set<Subscription>();
  readonly #known = new WeakSet<Task<unknown>>();
  /** What runs, outermost first: an eager task runs inside the step that makes it. */
  readonly #running: Activity[] = [];
  /** Until all tasks are known, nobody can say whose step is over. */
  #isIntroducing = false;

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  subscribe(subscription: Subscription): void {
    const others = [...this.#subscriptions];
    this.#subscriptions.clear();
    this.#subscriptions.add(subscription);
    this.#isIntroducing = true;
    for (const task of loopState(this.#loop).tasks()) this.#introduce(task);
    this.#isIntroducing = false;
    for (const other of others) this.#subscriptions.add(other);
  }

  /** Returns whether nobody observes any more. */
  unsubscribe(subscription: Subscription): boolean {
    this.#subscriptions.delete(subscription);
    return this.#subscriptions.size === 0;
  }

  /** Tells where a task stands that is older than the observer. */
  #introduce(task: Task<unknown>): void {
    this.#known.add(task);
    this.#tell({ type: 'taskCreated', task, parent: undefined });
    if (task._waiter?.done() === false) this.#tell({ type: 'suspended', task, on: task._waiter });
    else if (this.#isQueued(task)) this.#tell({ type: 'woken', task, by: undefined });
    else this.#introduceRunning(task);
  }

  /** Of several, one is inside the step of another: an eager task, which was made later, and is introduced later. */
  #introduceRunning(task: Task<unknown>): void {
    this.#tell({ type: 'stepBegan', task });
    const isSeen = this.#running.some(({ item }) => item === task);
    if (!isSeen) this.#running.push({ item: task, isStep: true, isQueuedAgain: false, isUnseen: true });
  }

  #isQueued(task: Task<unknown>): boolean {
    return [...this.#loop._ready].some((item) => bare(item) === task);
  }

  #tell(event: WithoutTime<LoopEvent>): void {
    this.#endUnseen();
    const timed = { time: this.#loop.time(), ...event } as LoopEvent;
    for (const { observer } of this.#subscriptions) {
      try {
        observer(timed);
      } catch (exception) {
        // CancelledError included: an observer is no task's, and must not end the loop.
        this.#loop.callExceptionHandler({ message: 'Exception in observer', exception });
      }
    }
  }

  /**
   * The loop asks before a turn whether somebody watches, not before each item: what is still in the queue of the turn
   * that is under way is watched one by one.
   */
  start(): void {
    const loop = this.#loop;
    if (running.loop === loop) {
      const queue = loop._ready;
      for (let left = queue.size; left > 0; left--) queue.push(new Watched(this, bare(queue.shift()!)));
    }
    loop._setObserver(this);
  }

  runTurn(count: number): void {
    this.#tell({ type: 'turnBegan', ready: count });
    const loop = this.#loop;
    for (let i = 0; i < count; i++) {
      const item = bare(loop._ready.shift()!);
      this.run(item, () => {
        if (loop.getDebug()) loop._runTimed(item);
        else item._run();
      });
    }
  }

  /** Tells that `item` begins and ends, around `work`. */
  run(item: Runnable, work: () => void): void {
    this.#began(item);
    try {
      work();
    } finally {
      this.#ended(item);
    }
  }

  queued(item: Runnable): void {
    if (!isLiveTask(item)) {
      this.#tell({ type: 'callbackQueued', callback: item });
      return;
    }
    this.#meet(item);
    const activity = this.#running.at(-1);
    if (activity?.item === item)
      activity.isQueuedAgain = true; // told at the end of its step
    else this.#tell({ type: 'woken', task: item, by: current.task });
  }

  #meet(task: Task<unknown>): void {
    if (this.#known.has(task)) return;
    this.#known.add(task);
    this.#tell({ type: 'taskCreated', task, parent: current.task });
  }

  #began(item: Runnable): void {
    this.#endUnseen(); // before this one is put on top of it
    const isStep = isLiveTask(item);
    this.#running.push({ item, isStep, isQueuedAgain: false, isUnseen: false });
    this.#tell(isStep ? { type: 'stepBegan', task: item } : { type: 'callbackBegan', callback: item });
  }

  #ended(item: Runnable): void {
    const activity = this.#running.pop()!; // that of `item`
    if (activity.isStep) this.#endStep(activity);
    else this.#tell({ type: 'callbackEnded', callback: item });
  }

  idle(): void {
    this.#endUnseen();
  }

  /** Nobody tells when the step ends in which observing began: it has ended once another task runs, or none. */
  #endUnseen(): void {
    const activity = this.#running.at(-1);
    if (activity?.isUnseen !== true || activity.item === current.task || this.#isIntroducing) return;
    this.#running.pop();
    this.#endStep(activity);
  }

  #endStep({ item, isQueuedAgain }: Activity): void {
    const task = item as Task<unknown>;
    if (task.done()) {
      this.#tell({ type: 'done', task });
    } else {
      this.#tell({ type: 'suspended', task, on: task._waiter });
      if (isQueuedAgain) this.#tell({ type: 'woken', task, by: undefined });
    }
    this.#tell({ type: 'stepEnded', task });
  }

  timerSet(timer: Runnable, when: number): void {
    this.#tell({ type: 'timerSet', timer: timer as unknown as ObservedTimer, when });
  }

  timerFired(timer: Runnable): void {
    this.#tell({ type: 'timerFired', timer: timer as unknown as ObservedTimer });
  }

  timerCancelled(timer: Runnable): void {
    this.#tell({ type: 'timerCancelled', timer: timer as unknown as ObservedTimer });
  }

  cancelRequested(task: Task<unknown>): void {
    this.#tell({ type: 'cancelRequested', task, by: current.task });
  }

  runStep(task: Task<unknown>): void {
    this.#meet(task);
    this.run(task, () => {
      task._run();
    });
  }
}

/** An item that was in the queue before anybody watched, and is run by a turn that does not know that somebody does. */
class Watched implements Runnable {
  readonly #watch: Watch;
  readonly item: Runnable;

  constructor(watch: Watch, item: Runnable) {
    this.#watch = watch;
    this.item = item;
  }

  _run(): void {
    this.#watch.run(this.item, () => {
      this.item._run(); // debug mode measures this one, not both
    });
  }

  toString(): string {
    return this.item.toString();
  }
}

function bare(item: Runnable): Runnable {
  return item instanceof Watched ? item.item : item;
}

/** A task that is done is in the queue for whoever collects it: no step comes of it. */
function isLiveTask(item: unknown): item is Task<unknown> {
  return item instanceof Task && !item.done();
}
