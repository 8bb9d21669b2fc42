/**
 * protected-shutdown-broken: on SIGINT or SIGTERM, protected work should be finished; this program cuts it short.
 *
 * shutdown() cancels the manager. main awaits the manager, so main ends with CancelledError, and then `run` cancels
 * every task that is left: the subtasks, and the work that they shield. "main... done" comes first, the cancellations
 * after it. shield protects from its caller being cancelled, not from the end of the loop.
 *
 * A program of its own, for it ends by a signal. Its argument: how long one second of it lasts (default 1).
 */
import {
  CancelledError,
  coroutine,
  createTask,
  ensureFuture,
  type Future,
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
      yield* work; // this throws CancelledError, too
    }
  }
  say(worker, 'subtask: cancelation complete');
});

/** Keeps three subtasks going. */
const subtaskManager = coroutine(function* subtaskManager() {
  const tasks = new Map<number, Task<void>>();
  for (;;) {
    for (const worker of WORKERS) {
      if (tasks.get(worker)?.done() !== false) tasks.set(worker, createTask(subtask(worker)));
    }
    yield* sleep(5 * SECOND);
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
  const manager = ensureFuture(subtaskManager());
  for (const signal of ['SIGINT', 'SIGTERM']) {
    getRunningLoop().addSignalHandler(signal, () => {
      shutdown(signal, manager);
    });
  }
  try {
    yield* manager;
  } finally {
    console.log('main... done');
  }
});

try {
  await run(main());
} finally {
  console.log(`protected work cut short: [${cutShort.sort().join(', ')}]`);
}
