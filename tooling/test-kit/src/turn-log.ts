import { type Coroutine, createTask, sleep } from '@asyncio-ts/tasks';

/** What happened, and in which turn. */
export interface TurnLog {
  readonly lines: string[];
  readonly log: (line: string) => void;
}

/** A log whose lines begin with the number of the turn since it was made. Ask for it before making other tasks. */
export function turnLog(): TurnLog {
  let turn = 0;
  const lines: string[] = [];
  function* count(): Coroutine<void> {
    for (;;) {
      turn++;
      yield* sleep(0);
    }
  }
  createTask(count(), { name: 'turns' });
  return { lines, log: (line) => void lines.push(`${turn} ${line}`) };
}
