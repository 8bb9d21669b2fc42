/** What a loop looks like at one position of a trace, as plain data. */
import type { Id, Outcome, Waiting } from './trace.js';

/** What a task does at a position. A step that has suspended or returned still runs until it has ended. */
export type TaskState = 'ready' | 'running' | 'waiting' | Outcome;

/** All of them, those first that one looks for first. */
export const STATES: readonly TaskState[] = [
  'running',
  'ready',
  'waiting',
  'finished',
  'cancelled',
  'failed',
];

/** A task at a position. */
export interface TaskNow {
  readonly task: Id;
  readonly name: string;
  readonly coroutine: string;
  readonly parent?: Id;
  readonly line?: number;
  /** When it was made, in seconds. */
  readonly created: number;
  readonly state: TaskState;
  /** When that state began, in seconds. */
  readonly since: number;
  /** What it waits for. */
  readonly on?: Waiting;
  /** The calls that it was last suspended in, outermost first. */
  readonly stack: readonly string[];
  /** Its next step begins with a CancelledError. */
  readonly isCancelling: boolean;
  /** The result or the error. */
  readonly text?: string;
  /** While it runs: what the end of the step will make of it, once that is known. */
  readonly next?: TaskState | undefined;
}

/** What waits in the ready queue, or has left it and runs. */
export type Item =
  | { readonly kind: 'task'; readonly task: Id }
  | {
      readonly kind: 'callback';
      readonly callback: Id;
      readonly label: string;
      /** Whose sleep is over, if it is that. */
      readonly task?: Id;
      readonly isTimer: boolean;
    };

/** A timer that is set. */
export interface TimerNow {
  readonly timer: Id;
  readonly when: number;
  readonly label: string;
  /** Who sleeps until then; else in whose step it was set. */
  readonly task?: Id;
}

/** A loop at a position. */
export interface LoopNow {
  /** How many events have happened. */
  readonly position: number;
  readonly time: number;
  /** How many turns have begun, of all loops. */
  readonly turn: number;
  /** What runs, outermost first: an eager task begins inside a step of the task that makes it. */
  readonly running: readonly Item[];
  /** The ready queue, head first: that of the loop whose turn it is; what is ready in other loops stands behind it. */
  readonly ready: readonly Item[];
  /** How many of `ready`, from the head, run in this turn. */
  readonly inThisTurn: number;
  /** Soonest first. */
  readonly timers: readonly TimerNow[];
  /** In the order in which they were made. */
  readonly tasks: readonly TaskNow[];
}

/** The task with that number, if it is made by then. */
export function taskIn({ tasks }: LoopNow, task: Id): TaskNow | undefined {
  const likely = tasks[task - 1]; // numbers are given in order
  return likely?.task === task ? likely : tasks.find((other) => other.task === task);
}

/** Is it over? */
export function isDone(state: TaskState): state is Outcome {
  return state === 'finished' || state === 'cancelled' || state === 'failed';
}
