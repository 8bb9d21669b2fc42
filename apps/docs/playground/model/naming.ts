/** What tasks and callbacks are called where they are shown. */
import type { EventOf } from './trace.js';

/** One without a name of its own is known by its coroutine, too; that of a bare generator is not known. */
export function titleOf(task: EventOf<'taskCreated'>): string {
  const { name, coroutine } = task;
  if (isOfRun(task)) return 'run’s shutdown';
  return hasOwnName(name) || !/^\w/.test(coroutine) ? name : `${name} (${coroutine})`;
}

/** Is it the task with which `run` cleans up? No task makes it, and no line of the program. */
export function isOfRun({ name, coroutine, parent, line }: EventOf<'taskCreated'>): boolean {
  return coroutine === 'shutdown' && parent === undefined && line === undefined && !hasOwnName(name);
}

/** Was it given the name, or did it get the next number? */
export function hasOwnName(name: string): boolean {
  return !/^Task-\d+$/.test(name);
}

/** Private methods of the library mean something by their names: `#onTimeout()` is a timeout, `#onTaskDone()` task done. */
export function titleOfCallback(label: string): string {
  const [, name] = /^(?:bound )?#(?:on(?=[A-Z]))?(\w+)/.exec(label) ?? [];
  return name === undefined ? label : name.replaceAll(/\B[A-Z]/g, ' $&').toLowerCase();
}
