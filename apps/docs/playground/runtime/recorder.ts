/** Makes a trace of what loops tell: objects become numbers and a few words. */
import {
  currentTask,
  type EventLoop,
  type Future,
  type LoopEvent,
  observe,
  Task,
  TimerHandle,
} from 'asyncio-ts';
import { describe, findRunningLoop } from '@asyncio-ts/loop/internal';

import { inSeconds } from '../model/seconds.js';
import type { Id, Outcome, TraceEvent, Waiting } from '../model/trace.js';
import { shownOr } from './shown.js';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'time'> : never;

/** Gives each object a number, from 1. */
class Numbers {
  readonly #numbers = new WeakMap<object, Id>();
  #given = 0;

  of(thing: object): Id {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return known;
    this.#numbers.set(thing, ++this.#given);
    return this.#given;
  }
}

/** How the clock of a loop is read on that of the trace. */
interface Clock {
  readonly loop: EventLoop;
  /** What is added to it: grows where the trace has gone on without the loop. */
  offset: number;
}

/** What every event of a loop says. */
interface Stamp {
  readonly time: number;
  readonly loop?: Id;
}

/** Records every loop that it is given as one trace. */
export class Recorder {
  readonly #record: (event: TraceEvent) => void;
  readonly #lineOf: () => number | undefined;
  readonly #tasks = new Numbers();
  readonly #callbacks = new Numbers();
  readonly #timers = new Numbers();
  readonly #loops = new Numbers();
  /** When each timer is due: the label of whoever sleeps until then has it. */
  readonly #dueTimes = new WeakMap<object, { readonly seconds: number }>();
  readonly #begin: number;
  readonly #now: () => number;
  /** The time of the last event: the trace never goes back, whichever loop tells the next one. */
  #last = 0;

  /**
   * @param record - is given each event
   * @param lineOf - the line of the program that runs now
   * @param now - what the time is outside of loops, in seconds
   */
  constructor(
    record: (event: TraceEvent) => void,
    lineOf: () => number | undefined = () => undefined,
    now: () => number = () => 0,
  ) {
    this.#record = record;
    this.#lineOf = lineOf;
    this.#now = now;
    this.#begin = now();
  }

  /** Records `loop`, too. Its clock may start anywhere: on that of the trace it is now what the trace's time is. */
  watch(loop: EventLoop): void {
    const clock = { loop, offset: this.time() - loop.time() };
    observe(loop, (event) => {
      const traced = this.#translate(event, clock);
      if (traced !== undefined) this.#record({ ...this.#stamp(clock), ...traced });
    });
  }

  #stamp(clock: Clock): Stamp {
    return { time: this.#timeOn(clock), ...this.#loop(clock.loop) };
  }

  #loop(loop: EventLoop): { readonly loop?: Id } {
    const number = this.#loops.of(loop);
    return number === 1 ? {} : { loop: number };
  }

  #timeOn(clock: Clock): number {
    const time = clock.loop.time();
    clock.offset = Math.max(clock.offset, this.#last - time);
    this.#last = time + clock.offset;
    return this.#last;
  }

  /** Seconds since the program began. */
  time(): number {
    return Math.max(this.#last, this.#now() - this.#begin);
  }

  /** Records a line on the console. */
  printed(stream: 'out' | 'error', text: string): void {
    const loop = findRunningLoop();
    const task = loop && currentTask(loop);
    this.#record({
      time: this.time(),
      ...(loop && this.#loop(loop)),
      type: 'printed',
      stream,
      text,
      ...(task && { task: this.#tasks.of(task) }),
    });
  }

  #translate(event: LoopEvent, clock: Clock): WithoutTime<TraceEvent> | undefined {
    switch (event.type) {
      case 'taskCreated':
        return this.#created(event.task, event.parent);
      case 'woken':
      case 'cancelRequested':
        return { type: event.type, task: this.#tasks.of(event.task), ...this.#by(event.by) };
      case 'stepBegan':
      case 'stepEnded':
        return { type: event.type, task: this.#tasks.of(event.task) };
      case 'suspended':
        return this.#suspended(event.task, event.on);
      case 'done':
        return { type: 'done', task: this.#tasks.of(event.task), ...endOf(event.task) };
      case 'callbackQueued':
        return {
          type: event.type,
          callback: this.#callbacks.of(event.callback),
          label: labelOf(event.callback),
        };
      case 'callbackBegan':
      case 'callbackEnded':
        return { type: event.type, callback: this.#callbacks.of(event.callback) };
      case 'timerSet':
        return this.#timerSet(event.timer, event.when, clock);
      case 'timerFired':
        return {
          type: 'timerFired',
          timer: this.#timers.of(event.timer),
          callback: this.#callbacks.of(event.timer),
        };
      case 'timerCancelled':
        return { type: 'timerCancelled', timer: this.#timers.of(event.timer) };
      case 'turnBegan':
        return { type: 'turnBegan', ready: event.ready };
    }
  }

  #created(task: Task<unknown>, parent: Task<unknown> | undefined): WithoutTime<TraceEvent> {
    const line = this.#lineOf();
    return {
      type: 'taskCreated',
      task: this.#tasks.of(task),
      name: task.getName(),
      coroutine: task.getStack()[0] ?? '',
      ...(parent && { parent: this.#tasks.of(parent) }),
      ...(line !== undefined && { line }),
    };
  }

  #suspended(task: Task<unknown>, on: Future<unknown> | undefined): WithoutTime<TraceEvent> {
    const stack = task.getStack();
    const suspended = { type: 'suspended', task: this.#tasks.of(task), stack } as const;
    return on === undefined ? suspended : { ...suspended, on: this.#waiting(on, stack) };
  }

  #waiting(on: Future<unknown>, stack: readonly string[]): Waiting {
    const due = this.#dueTimes.get(on);
    if (due !== undefined) return { label: `sleep ${inSeconds(due.seconds)}`, timer: this.#timers.of(on) };
    if (on instanceof Task) return { label: `task ${on.getName()}`, task: this.#tasks.of(on) };
    const innermost = stack.at(-1);
    return { label: stack.length > 1 && innermost !== undefined ? innermost : kindOf(on) };
  }

  #timerSet(timer: TimerHandle | Future<unknown>, when: number, clock: Clock): WithoutTime<TraceEvent> {
    const seconds = when - clock.loop.time();
    const sleeper = timer instanceof TimerHandle ? undefined : currentTask(clock.loop);
    if (!(timer instanceof TimerHandle)) this.#dueTimes.set(timer, { seconds });
    return {
      type: 'timerSet',
      timer: this.#timers.of(timer),
      when: when + clock.offset,
      label: timer instanceof TimerHandle ? labelOf(timer) : `sleep ${inSeconds(seconds)}`,
      ...(sleeper && { task: this.#tasks.of(sleeper) }),
    };
  }

  #by(task: Task<unknown> | undefined): { readonly by?: Id } {
    return task === undefined ? {} : { by: this.#tasks.of(task) };
  }
}

function endOf(task: Task<unknown>): { readonly outcome: Outcome; readonly text: string } {
  if (task.cancelled()) return { outcome: 'cancelled', text: '' };
  // Neither `result` nor `exception` is called: they count as looking at the error.
  return {
    outcome: task._failed() ? 'failed' : 'finished',
    text: shortened(shownOr(() => describe(task._value))),
  };
}

function labelOf(callback: { toString(): string }): string {
  if (callback instanceof Task) return `${callback.getName()} is done`;
  const text = shownOr(() => callback.toString());
  return shortened(/^<\w*Handle (?:when=\S+ )?(?:function )?(.*)>$/s.exec(text)?.[1] ?? text);
}

function kindOf(future: Future<unknown>): string {
  return future.constructor.name === 'GatheringFuture' ? 'gather' : future.constructor.name.toLowerCase();
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
