/** What a queue answers when it cannot do what it is asked for. */

/**
 * `getNowait` found nothing in the queue.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `QueueEmpty`
 */
export class QueueEmpty extends Error {
  static {
    this.prototype.name = 'QueueEmpty';
  }
}

/**
 * `putNowait` found no room in the queue.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `QueueFull`
 */
export class QueueFull extends Error {
  static {
    this.prototype.name = 'QueueFull';
  }
}

/**
 * The queue was shut down: nothing can be put into it, and nothing more will come out of it.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `QueueShutDown`
 */
export class QueueShutDown extends Error {
  static {
    this.prototype.name = 'QueueShutDown';
  }
}
