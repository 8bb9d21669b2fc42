/** Tasks that sleep, and what tells them apart. */
import { createTask, type Future, getRunningLoop, sleep, type Task } from '@asyncio-ts/tasks';

/** A task of that name, which gives its name after so many seconds. */
export function sleeper(name: string, seconds: number): Task<string> {
  return createTask(sleep(seconds, name), { name });
}

/** The names of tasks, in their order. */
export function names(tasks: Iterable<Future<unknown>>): string[] {
  return [...tasks].map((task) => (task as Task<unknown>).getName());
}

/** The running loop's clock. */
export function now(): number {
  return getRunningLoop().time();
}
