/**
 * protected-shutdown: on SIGINT or SIGTERM, work under way is finished and no more begun; then the program ends.
 *
 * Cancellation travels along awaits, and the manager does not await its subtasks: so it cancels them by hand when it
 * is cancelled. And main stays until they have ended, as `run` would cancel everything, shielded or not, as soon as
 * main is over.
 *
 * A program of its own, for it ends by a signal. Its argument: how long one second of it lasts (default 1).
 */
import {
  CancelledError,
  coroutine,
  createTask,
  ensureFuture,
  type Future,
  gather,
  getRunningLoop,
  run,
  shield,
  sleep,
  type Task,
} from 'asyncio-ts';

const SECOND = Number(process.argv[2] ?? 1);
const STEPS = [1.0, 1.4, 1.75]; // how many seconds a chunk of work takes each worker
const WORKERS = [0, 1, 2];

const cutShort: number[] = [];

/** Simulates a chunk of work that can possibly fail. */
const workChunk = coroutine(function* workChunk(worker: number) {
  yield* sleep((STEPS[worker] ?? 1) * SECOND);
});

/** All steps of this function MUST complete: the caller should shield it from cancelation. */
const protectedWork = coroutine(function* protectedWork(worker: number) {
  say(worker, 'protected_work start');
  try {
    for (let i = 1; i <= 3; i++) {
      yield* workChunk(worker);
      say(worker, `protected_work working... ${i} out of 3 steps complete`);
    }
  } catch (error) {
    if (error instanceof CancelledError) cutShort.push(worker);
    throw error;
  }
  say(worker, 'protected_work done...');
});

const subtask = coroutine(function* subtask(worker: number) {
  say(worker, 'subtask: starting loop of protected work...');
  let cancelled = false;
  while (!cancelled) {
    const work = createTask(protectedWork(worker));
    try {
      yield* shield(work);
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      cancelled = true;
      yield* work; // it was not cancelled: only the shield around it was
    }
  }
  say(worker, 'subtask: cancelation complete');
});

/** Keeps three subtasks going; cancelled, it cancels them. */
const subtaskManager = coroutine(function* subtaskManager(tasks: Map<number, Task<void>>) {
  for (;;) {
    for (const worker of WORKERS) {
      if (tasks.get(worker)?.done() !== false) tasks.set(worker, createTask(subtask(worker)));
    }
    try {
      yield* sleep(5 * SECOND);
    } catch (error) {
      if (error instanceof CancelledError) {
        console.log('cancelation detected, canceling children');
        for (const task of tasks.values()) task.cancel();
      }
      throw error;
    }
  }
});

function say(worker: number, text: string): void {
  console.log(`[${worker}] ${text}`);
}

function shutdown(signal: string, manager: Future<unknown>): void {
  console.log(`Received exit signal ${signal}. Scheduling cancelation:`);
  manager.cancel();
}

const main = coroutine(function* main() {
  console.log('main... start');
  const tasks = new Map<number, Task<void>>();
  const manager = ensureFuture(subtaskManager(tasks));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    getRunningLoop().addSignalHandler(signal, () => {
      shutdown(signal, manager);
    });
  }
  try {
    yield* manager;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    yield* gather([...tasks.values()]); // main must not end before they do
  } finally {
    console.log('main... done');
  }
});

try {
  await run(main());
} finally {
  console.log(`protected work cut short: [${cutShort.sort().join(', ')}]`);
}
