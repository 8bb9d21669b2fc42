/** `@asyncio-ts/queues`: queues between tasks. */
export { QueueCursor } from './cursor.js';
export { QueueEmpty, QueueFull, QueueShutDown } from './errors.js';
export type { QueueItems } from './items.js';
export { LifoQueue } from './lifo-queue.js';
export { PriorityQueue, type PriorityQueueOptions } from './priority-queue.js';
export { Queue, type QueueOptions } from './queue.js';
