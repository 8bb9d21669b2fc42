/**
 * Makes events of what one loop and its tasks tell, for everybody who observes it.
 *
 * It takes the loop's turns in its place, so that it sees each item of the ready queue begin and end. What begins in the
 * middle of a turn is told from there: see `start`.
 */
import type { EventLoop } from '@asyncio-ts/loop';
import { type LoopObserver, type Runnable, running, type Timer } from '@asyncio-ts/loop/internal';

import { current } from './current-task.js';
import type { LoopEvent, ObservedTimer, Observer } from './loop-event.js';
import { loopState } from './loop-state.js';
import { Task } from './task.js';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'time'> : never;
type Happening = WithoutTime<LoopEvent>;

/** One call of `observe`: the same function may be given twice. */
interface Subscription {
  readonly observer: Observer;
}

/** Something that runs at this moment. */
interface Activity {
  readonly item: Runnable;
  /** The task, if it is a step of one. */
  readonly task: Task<unknown> | undefined;
  /** Has the task queued itself for another step? */
  isQueuedAgain: boolean;
  /** Had it begun before it was observed? Nobody tells when it ends. */
  readonly isUnseen: boolean;
}

/** @internal What tasks tell by themselves, as the loop cannot see it. */
export interface TaskObserver {
  cancelRequested(task: Task<unknown>): void;
  /** Runs a step that the loop did not begin. */
  runStep(task: Task<unknown>): void;
}

/** @internal The observer of one loop, for all who call `observe`. */
export class Watch implements LoopObserver, TaskObserver {
  readonly #loop: EventLoop;
  readonly #subscriptions = new Set<Subscription>();
  /** The tasks that were told of and are not done. */
  readonly #known = new WeakSet<Task<unknown>>();
  /** What runs, outermost first: an eager task runs inside the step that makes it. */
  readonly #running: Activity[] = [];
  #isTakingTurn = false;

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  // ---- who observes -------------------------------------------------------------------------------------------

  isWanted(): boolean {
    return this.#subscriptions.size > 0;
  }

  add(subscription: Subscription): void {
    this.#introduce(subscription.observer);
    this.#subscriptions.add(subscription);
  }

  remove(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
  }

  /**
   * The loop asks before a turn whether somebody watches, not before each item: what is still in the queue of a turn of
   * its own is watched one by one.
   */
  start(): void {
    const loop = this.#loop;
    if (running.loop === loop && !this.#isTakingTurn) {
      const queue = loop._ready;
      for (let left = queue.size; left > 0; left--) queue.push(new Watched(this, bare(queue.shift()!)));
    }
    loopState(loop).observer = this;
    loop._setObserver(this);
  }

  stop(): void {
    loopState(this.#loop).observer = undefined;
    this.#loop._setObserver(undefined);
  }

  /** Tells a new observer how things stand. */
  #introduce(observer: Observer): void {
    const tell = (happening: Happening): void => {
      this.#deliver(observer, happening);
    };
    const loop = this.#loop;
    const tasks = loopState(loop).tasks();
    const ready = [...loop._ready].map(bare);
    this.#findUnseen(tasks, new Set(ready));
    for (const task of tasks) {
      this.#known.add(task);
      tell({ type: 'taskCreated', task, parent: undefined });
    }
    for (const [timer, when] of loop._timers.inOrder())
      tell({ type: 'timerSet', timer: asTimer(timer), when });
    for (const task of tasks) if (isParked(task)) tell({ type: 'suspended', task, on: task._waiter });
    for (const item of ready) {
      if (isLiveTask(item)) tell({ type: 'woken', task: item, by: undefined });
      else tell({ type: 'callbackQueued', callback: item });
    }
    for (const activity of this.#running) tell(beginningOf(activity));
  }

  /**
   * A live task that neither waits nor is ready runs. Of several, each is inside the step of the one before: an eager
   * task is made in that step, and so is younger.
   */
  #findUnseen(tasks: readonly Task<unknown>[], ready: ReadonlySet<Runnable>): void {
    const seen = new Set(this.#running.map(({ item }) => item));
    for (const task of tasks) {
      if (isParked(task) || ready.has(task) || seen.has(task)) continue;
      this.#running.push({ item: task, task, isQueuedAgain: false, isUnseen: true });
    }
  }

  // ---- telling ------------------------------------------------------------------------------------------------

  #tell(happening: Happening): void {
    this.#endUnseen();
    this.#emit(happening);
  }

  #emit(happening: Happening): void {
    for (const { observer } of this.#subscriptions) this.#deliver(observer, happening);
  }

  #deliver(observer: Observer, happening: Happening): void {
    try {
      observer({ time: this.#loop.time(), ...happening });
    } catch (exception) {
      // CancelledError included: an observer is no task's, and must not end the loop.
      this.#loop.callExceptionHandler({ message: 'Exception in observer', exception });
    }
  }

  /** Steps in which observing began have ended once another task runs in their place, or none. */
  #endUnseen(): void {
    for (;;) {
      const activity = this.#running.at(-1);
      if (activity?.isUnseen !== true || activity.task === current.task) return;
      this.#running.pop();
      this.#emitEnd(activity);
    }
  }

  #emitEnd({ item, task, isQueuedAgain }: Activity): void {
    if (task === undefined) {
      this.#emit({ type: 'callbackEnded', callback: item });
      return;
    }
    if (task.done()) {
      this.#emitDone(task);
    } else {
      this.#emit({ type: 'suspended', task, on: task._waiter });
      if (isQueuedAgain) this.#emit({ type: 'woken', task, by: undefined });
    }
    this.#emit({ type: 'stepEnded', task });
  }

  #emitDone(task: Task<unknown>): void {
    this.#known.delete(task);
    this.#emit({ type: 'done', task });
  }

  // ---- what the loop tells ------------------------------------------------------------------------------------

  runTurn(count: number): void {
    this.#tell({ type: 'turnBegan', ready: count });
    const loop = this.#loop;
    this.#isTakingTurn = true;
    try {
      for (let i = 0; i < count; i++) {
        const item = bare(loop._ready.shift()!);
        this.run(item, () => {
          if (loop.getDebug()) loop._runTimed(item);
          else item._run();
        });
      }
    } finally {
      this.#isTakingTurn = false;
    }
  }

  /** Tells that `item` begins and ends, around `work`. */
  run(item: Runnable, work: () => void): void {
    this.#endUnseen(); // before this one is put on top of it
    // A result was forced on it meanwhile: it ends here, and what runs is who was told.
    if (item instanceof Task && item.done() && this.#known.has(item)) this.#emitDone(item);
    const task = isLiveTask(item) ? item : undefined;
    const activity = { item, task, isQueuedAgain: false, isUnseen: false };
    this.#running.push(activity);
    this.#emit(beginningOf(activity));
    try {
      work();
    } finally {
      this.#endUnseen();
      this.#running.pop();
      this.#emitEnd(activity);
    }
  }

  idle(): void {
    this.#endUnseen();
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

  timerSet(timer: Timer, when: number): void {
    this.#tell({ type: 'timerSet', timer: asTimer(timer), when });
  }

  timerFired(timer: Timer): void {
    this.#tell({ type: 'timerFired', timer: asTimer(timer) });
  }

  timerCancelled(timer: Timer): void {
    this.#tell({ type: 'timerCancelled', timer: asTimer(timer) });
  }

  // ---- what tasks tell ----------------------------------------------------------------------------------------

  #meet(task: Task<unknown>): void {
    if (this.#known.has(task)) return;
    this.#known.add(task);
    this.#tell({ type: 'taskCreated', task, parent: current.task });
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

function isParked(task: Task<unknown>): boolean {
  return task._waiter?.done() === false;
}

/** The loop has no other timers than those of `callLater` and those of sleeps. */
function asTimer(timer: Timer): ObservedTimer {
  return timer as unknown as ObservedTimer;
}

function beginningOf({ item, task }: Activity): Happening {
  return task === undefined ? { type: 'callbackBegan', callback: item } : { type: 'stepBegan', task };
}
