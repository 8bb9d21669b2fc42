/** Everything that is known of one task at a position, for its card. */
import { isDone, type LoopNow, taskIn, type TaskNow, type TaskState } from './loop-now.js';
import { inSeconds } from './seconds.js';
import type { Id } from './trace.js';

/** A card: lines of a label and a text. */
export interface TaskCard {
  readonly task: Id;
  readonly name: string;
  /** `undefined` before it is made. */
  readonly state: TaskState | undefined;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
}

/** The card of `task`. */
export function cardOf(loop: LoopNow, task: Id, nameOf: (task: Id) => string): TaskCard {
  const now = taskIn(loop, task);
  const name = nameOf(task);
  if (now === undefined) return { task, name, state: undefined, lines: [] };
  const lines = [
    { label: 'state', text: stateInWords(now) },
    { label: 'coroutine', text: now.coroutine },
    { label: 'since', text: inSeconds(now.since) },
    { label: 'calls', text: isDone(now.state) ? '' : now.stack.join(' › ') }, // innermost last
    { label: outcomeLabel(now), text: now.text ?? '' },
    { label: 'waits for', text: now.on?.label ?? '' },
    { label: 'made by', text: now.parent === undefined ? '' : nameOf(now.parent) },
    { label: 'made at', text: madeAt(now) },
  ];
  return { task, name, state: now.state, lines: lines.filter(({ text }) => text !== '') };
}

/** In a word or two. */
export function stateInWords(now: TaskNow | undefined): string {
  if (now === undefined) return 'not made yet';
  return now.isCancelling && !isDone(now.state) ? `${now.state}, cancel requested` : now.state;
}

function outcomeLabel({ state }: TaskNow): string {
  return state === 'failed' ? 'error' : 'result';
}

function madeAt({ created, line }: TaskNow): string {
  return line === undefined ? inSeconds(created) : `${inSeconds(created)}, line ${line}`;
}
