/**
 * What happened in a program, as plain data: what the worker sends, and what the picture is drawn from.
 *
 * It says the same as the events of `observe`, with numbers in place of objects. One event follows from another: whatever
 * is woken, queued or fired joins the ready queue at its end; what begins has left it at its head.
 */

/** Tasks, callbacks and timers are numbered from 1 in the order in which they are first heard of, each kind by itself. */
export type Id = number;

/** What a task waits for. */
export interface Waiting {
  /** In a few words: `sleep 2 s`, `task bob`, `queue.get`, `future`. */
  readonly label: string;
  /** The task that it waits for, if it is one. */
  readonly task?: Id;
  /** The timer that will wake it, if it is a sleep. */
  readonly timer?: Id;
}

/** How a task ended. */
export type Outcome = 'finished' | 'cancelled' | 'failed';

/** Something that happened, in a loop or in the program. */
export type TraceEvent = {
  /** Seconds since the program began, on the clock of its first loop. */
  readonly time: number;
  /** In which loop: none for the first and outside of all, then 2, 3, … as they were first heard of. */
  readonly loop?: Id;
} & (
  | {
      readonly type: 'taskCreated';
      readonly task: Id;
      readonly name: string;
      /** The name of its coroutine function. */
      readonly coroutine: string;
      /** The task that made it. */
      readonly parent?: Id;
      /** Where it was made: a line of the program, from 1. */
      readonly line?: number;
    }
  /** `by` is the task that caused it, if one did. */
  | { readonly type: 'woken'; readonly task: Id; readonly by?: Id }
  | { readonly type: 'stepBegan' | 'stepEnded'; readonly task: Id }
  /** Without `on`: for its next turn, as in `sleep(0)`. `stack`: the calls it is in, outermost first. */
  | {
      readonly type: 'suspended';
      readonly task: Id;
      readonly on?: Waiting;
      readonly stack: readonly string[];
    }
  /** `text`: the result or the error, in a few words. */
  | { readonly type: 'done'; readonly task: Id; readonly outcome: Outcome; readonly text: string }
  | { readonly type: 'cancelRequested'; readonly task: Id; readonly by?: Id }
  | { readonly type: 'callbackQueued'; readonly callback: Id; readonly label: string }
  | { readonly type: 'callbackBegan' | 'callbackEnded'; readonly callback: Id }
  /** `task`: who sleeps until then, if it is a sleep. */
  | {
      readonly type: 'timerSet';
      readonly timer: Id;
      readonly when: number;
      readonly label: string;
      readonly task?: Id;
    }
  /** It becomes a callback: `callbackBegan` names it by `callback`. */
  | { readonly type: 'timerFired'; readonly timer: Id; readonly callback: Id }
  | { readonly type: 'timerCancelled'; readonly timer: Id }
  /** The `ready` items that are in the queue now will run in this turn, and no others. */
  | { readonly type: 'turnBegan'; readonly ready: number }
  /** A line on the console. `task`: whose step printed it. */
  | { readonly type: 'printed'; readonly stream: 'out' | 'error'; readonly text: string; readonly task?: Id }
);

/** The events of one type. */
export type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, { readonly type: Type }>;

/** A program's events, in their order. */
export type Trace = readonly TraceEvent[];
