/**
 * What an observer is told:
 *
 *     a task     taskCreated -> woken -> stepBegan -> suspended -> stepEnded -> … woken -> stepBegan -> done -> stepEnded
 *     a callback callbackQueued -> callbackBegan -> callbackEnded
 *     a timer    timerSet -> timerFired -> callbackBegan -> callbackEnded, or timerSet -> timerCancelled
 *
 * Whatever is woken, queued or fired joins the ready queue at its end; what begins has left it at its head. So the queue,
 * the timers and the state of each task can be told at every event from the events before it.
 */
import type { TimerHandle } from '@asyncio-ts/loop';

import type { Future } from './future.js';
import type { Task } from './task.js';

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
