/** The objects that a program declares. */
import { ContextVar } from '@asyncio-ts/contextvars';
import { LifoQueue, PriorityQueue, Queue } from '@asyncio-ts/queues';
import { Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore } from '@asyncio-ts/sync';
import { Future } from '@asyncio-ts/tasks';

import type { ObjectSpec } from './program.js';

const makers: Readonly<Record<string, (argument: never) => unknown>> = {
  Lock: () => new Lock(),
  Event: () => new Event(),
  Condition: () => new Condition(),
  Semaphore: (value: number) => new Semaphore(value),
  BoundedSemaphore: (value: number) => new BoundedSemaphore(value),
  Barrier: (parties: number) => new Barrier(parties),
  Queue: (maxsize: number) => new Queue(maxsize),
  LifoQueue: (maxsize: number) => new LifoQueue(maxsize),
  PriorityQueue: (maxsize: number) => new PriorityQueue(maxsize),
  ContextVar: (fallback: unknown) => new ContextVar('v', { default: fallback }),
  Future: () => new Future(),
};

/** Makes an object, in the running loop. */
export function makeObject([kind, argument]: ObjectSpec): unknown {
  return makers[kind]!(argument as never); // the program keeps to the kinds there are
}
