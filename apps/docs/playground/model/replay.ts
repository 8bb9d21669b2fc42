/**
 * A loop that follows a trace, event by event.
 *
 * Tasks are records that are replaced, never changed: a copy of the whole is a copy of a few arrays, and what was handed
 * out stays as it was.
 */
import { type Item, isDone, type LoopNow, type TaskNow, type TaskState, type TimerNow } from './loop-now.js';
import { titleOfCallback } from './naming.js';
import { ReadyQueues } from './ready-queues.js';
import type { EventOf, Id, TraceEvent, Waiting } from './trace.js';

/** Is told when a task is in another state: `index` is the event's. */
export type StateListener = (task: Id, state: TaskState, index: number) => void;

/** The loop of an event that does not name one. */
const FIRST_LOOP = 1;

/** The loop, or several, at a position that moves forward. */
export class Replay {
  #position = 0;
  #time = 0;
  #turn = 0;
  #running: Item[] = [];
  #ready = new ReadyQueues();
  /** In the order in which they were set. */
  #timers = new Map<Id, TimerNow>();
  /** By number; there is no task 0. */
  #tasks: (TaskNow | undefined)[] = [];
  readonly #listener: StateListener | undefined;

  constructor(listener?: StateListener) {
    this.#listener = listener;
  }

  get position(): number {
    return this.#position;
  }

  /** How many tasks there are. */
  get taskCount(): number {
    return this.#tasks.length;
  }

  /** A loop at the same position that goes its own way; nobody listens to it. */
  copy(): Replay {
    const copy = new Replay();
    copy.#position = this.#position;
    copy.#time = this.#time;
    copy.#turn = this.#turn;
    copy.#running = [...this.#running];
    copy.#ready = this.#ready.copy();
    copy.#timers = new Map(this.#timers);
    copy.#tasks = this.#tasks.slice();
    return copy;
  }

  now(): LoopNow {
    return {
      position: this.#position,
      time: this.#time,
      turn: this.#turn,
      running: [...this.#running],
      ready: this.#ready.items(),
      inThisTurn: this.#ready.inThisTurn,
      timers: [...this.#timers.values()].sort((a, b) => a.when - b.when), // stable: equal ones as they were set
      tasks: this.#tasks.filter((task) => task !== undefined),
    };
  }

  apply(event: TraceEvent): void {
    this.#time = event.time;
    this.#dispatch(event, event.loop ?? FIRST_LOOP);
    this.#position++;
  }

  #dispatch(event: TraceEvent, loop: Id): void {
    switch (event.type) {
      case 'taskCreated':
        this.#ready.count(loop, 1);
        this.#create(event);
        break;
      case 'woken':
        this.#wake(event.task, loop);
        break;
      case 'stepBegan':
        this.#beginStep(event.task, loop);
        break;
      case 'suspended':
        this.#suspend(event.task, event.stack, event.on);
        break;
      case 'done':
        this.#ready.count(loop, -1);
        this.#finish(event);
        break;
      case 'stepEnded':
        this.#endStep(event.task);
        break;
      case 'cancelRequested':
        this.#change(event.task, { isCancelling: true });
        break;
      case 'turnBegan':
        this.#ready.beginTurn(loop, event.ready);
        this.#turn++;
        break;
      default:
        this.#dispatchCallback(event, loop);
        break;
    }
  }

  #dispatchCallback(event: TraceEvent, loop: Id): void {
    switch (event.type) {
      case 'callbackQueued':
        this.#queue(event, loop);
        break;
      case 'callbackBegan':
        this.#beginCallback(event.callback, loop);
        break;
      case 'callbackEnded':
        this.#running.pop();
        break;
      case 'timerSet':
        this.#setTimer(event);
        break;
      case 'timerFired':
        this.#fire(event, loop);
        break;
      case 'timerCancelled':
        this.#timers.delete(event.timer);
    }
  }

  #create({ task, name, coroutine, parent, line, time }: EventOf<'taskCreated'>): void {
    this.#tasks[task] = {
      task,
      name,
      coroutine,
      ...(parent !== undefined && { parent }),
      ...(line !== undefined && { line }),
      created: time,
      state: 'ready', // it is queued, or begins, at once
      since: time,
      stack: [],
      isCancelling: false,
    };
    this.#listener?.(task, 'ready', this.#position);
  }

  #wake(task: Id, loop: Id): void {
    this.#ready.push(loop, { kind: 'task', task });
    if (this.#isRunning(task)) this.#change(task, { next: 'ready' });
    else this.#enter(task, 'ready');
  }

  #beginStep(task: Id, loop: Id): void {
    this.#ready.take(loop, (item) => item.kind === 'task' && item.task === task);
    this.#running.push({ kind: 'task', task });
    this.#enter(task, 'running', { isCancelling: false });
  }

  #suspend(task: Id, stack: readonly string[], on: Waiting | undefined): void {
    this.#change(task, { stack, next: 'waiting', ...(on && { on }) });
    if (!this.#isRunning(task)) this.#enter(task, 'waiting');
  }

  #finish({ task, outcome, text }: EventOf<'done'>): void {
    this.#change(task, { text, next: outcome });
    if (!this.#isRunning(task)) this.#enter(task, outcome);
  }

  #endStep(task: Id): void {
    this.#running.pop();
    this.#enter(task, this.#tasks[task]?.next ?? 'waiting');
  }

  #queue({ callback, label }: EventOf<'callbackQueued'>, loop: Id): void {
    this.#ready.push(loop, { kind: 'callback', callback, label: titleOfCallback(label), isTimer: false });
  }

  #beginCallback(callback: Id, loop: Id): void {
    const item = this.#ready.take(loop, (other) => other.kind === 'callback' && other.callback === callback);
    this.#running.push(item ?? { kind: 'callback', callback, label: 'callback', isTimer: false });
  }

  #setTimer({ timer, when, label, task }: EventOf<'timerSet'>): void {
    const innermost = this.#running.at(-1);
    const owner = task ?? innermost?.task;
    const title = titleOfCallback(label);
    this.#timers.set(timer, { timer, when, label: title, ...(owner !== undefined && { task: owner }) });
  }

  #fire({ timer, callback }: EventOf<'timerFired'>, loop: Id): void {
    const set = this.#timers.get(timer);
    this.#timers.delete(timer);
    this.#ready.push(loop, {
      kind: 'callback',
      callback,
      label: set?.label ?? 'timer',
      ...(set?.task !== undefined && { task: set.task }),
      isTimer: true,
    });
  }

  #isRunning(task: Id): boolean {
    return this.#running.some((item) => item.kind === 'task' && item.task === task);
  }

  #enter(task: Id, state: TaskState, more: Partial<TaskNow> = {}): void {
    const before = this.#tasks[task];
    if (before === undefined) return;
    const { on, ...rest } = before;
    this.#tasks[task] = {
      ...rest,
      ...(state === 'waiting' && on && { on }),
      isCancelling: rest.isCancelling && !isDone(state),
      state,
      since: rest.state === state ? rest.since : this.#time,
      next: undefined,
      ...more,
    };
    this.#listener?.(task, state, this.#position);
  }

  #change(task: Id, change: Partial<TaskNow>): void {
    const before = this.#tasks[task];
    if (before !== undefined) this.#tasks[task] = { ...before, ...change };
  }
}
