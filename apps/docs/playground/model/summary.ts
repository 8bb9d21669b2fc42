/** A position in a sentence: what the picture shows, for those who do not see it. */
import { type LoopNow, STATES, type TaskState } from './loop-now.js';
import { inSeconds } from './seconds.js';

/** `Tasks over time. At event 12 of 105, 2 s: 1 running, 2 waiting.` */
export function summaryOf(loop: LoopNow, length: number): string {
  const counts = STATES.map((state) => ({ state, count: countOf(loop, state) }));
  const known = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`);
  const tasks = known.length > 0 ? known.join(', ') : 'no tasks yet';
  return `Tasks over time. At event ${loop.position} of ${length}, ${inSeconds(loop.time)}: ${tasks}.`;
}

function countOf({ tasks }: LoopNow, state: TaskState): number {
  return tasks.reduce((count, task) => count + Number(task.state === state), 0);
}
