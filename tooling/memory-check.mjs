// Nothing is left of a million tasks, timers, cancelled waits …: measured on the built packages.
//
//   npm run check:memory                    every case (build first)
//   npm run check:memory -- timers          those whose names begin so
//   npm run check:memory -- --rounds 5      a tenth of it, as in npm test
//
// Each case runs in fifty rounds of 20,000, in one program that goes on. A round before them is not counted: it pays for
// what is made once. After the others the heap must be where it was, up to 400 kB of the engine’s and half a byte each;
// the smallest object takes twelve.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setImmediate as hostTask } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const IN_A_ROUND = 20_000;
const NOISE = 400_000; // bytes
const ALLOWED = 0.5; // bytes each

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '50' }, child: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);

const built = 'packages/asyncio/dist/index.js';
if (!existsSync(built)) {
  console.error('This measures the built packages: npm run build first.');
  process.exit(2);
}
const asyncio = await import(pathToFileURL(built).href);
const { CancelledError, createTask, Event, fromPromise, Future, gather, getRunningLoop, Lock, Queue } =
  asyncio;
const { run, shield, sleep, TaskGroup, timeout, TimeoutError, waitFor, withAsync } = asyncio;

/** Nothing holds on to what these make, once a round is over. `shared` lives as long as the program. */
const cases = {
  *'tasks, each a turn long'(n) {
    const tasks = many(n, () => createTask(sleep(0)));
    for (const task of tasks) yield* task;
  },

  *'tasks asleep, all at once'(n) {
    const tasks = many(n, (i) => createTask(sleep((i % 100) / 10_000)));
    for (const task of tasks) yield* task;
  },

  *'tasks cancelled in their sleep'(n) {
    yield* cancelAll(many(n, () => createTask(sleep(1000))));
  },

  *'tasks that fail, in groups'(n) {
    for (let i = 0; i < n; i += 100) {
      try {
        yield* withAsync(new TaskGroup(), function* (group) {
          for (let k = 0; k < 100; k++) group.createTask(fails());
        });
      } catch {
        // an ExceptionGroup, as expected
      }
    }
  },

  *'tasks that fail, and nobody looks'(n) {
    getRunningLoop().setExceptionHandler(() => undefined);
    for (let i = 0; i < n; i++) {
      createTask(fails());
      if (i % 1000 === 0) yield* sleep(0);
    }
  },

  *timers(n) {
    const loop = getRunningLoop();
    for (let i = 0; i < n; i++) loop.callLater((i % 100) / 10_000, () => undefined);
    yield* sleep(0.02);
  },

  *'timers cancelled'(n) {
    const loop = getRunningLoop();
    for (const timer of many(n, () => loop.callLater(1000, () => undefined))) timer.cancel();
    yield* sleep(0);
  },

  *'waits for one long-lived future, cancelled'(n, { future }) {
    yield* cancelAll(many(n, () => createTask(waits(future))));
  },

  *'waitFors on one long-lived future, expired'(n, { future }) {
    const tasks = many(n, () => createTask(expire(future)));
    for (const task of tasks) yield* task;
  },

  *'timeouts that do not expire'(n) {
    for (let i = 0; i < n; i++) yield* withAsync(timeout(1000), () => sleep(0));
  },

  *'gathers of two on one long-lived future, cancelled'(n, { future }) {
    yield* cancelAll(many(n / 2, () => gather([shield(future), shield(future)])));
  },

  *'waits for a lock, an event, a queue, cancelled'(n, { lock, event, queue }) {
    const waiting = [() => lock.acquire(), () => event.wait(), () => queue.get()];
    yield* cancelAll(many(n, (i) => createTask(waiting[i % 3]())));
  },

  *'items through a queue'(n, { queue }) {
    for (let i = 0; i < n; i++) queue.putNowait({ i });
    for (let i = 0; i < n; i++) yield* queue.get();
  },

  *'promises with an AbortSignal, cancelled'(n) {
    yield* cancelAll(many(n, () => createTask(waits(fromPromise((signal) => aborted(signal))))));
  },

  *'promises that settled'(n) {
    for (let i = 0; i < n; i += 1000) yield* gather(many(1000, (k) => fromPromise(Promise.resolve(k))));
  },
};

function many(n, make) {
  return Array.from({ length: n }, (_, i) => make(i));
}

function* fails() {
  yield* sleep(0);
  throw new TypeError('oops');
}

function* waits(awaitable) {
  yield* awaitable;
}

function* expire(future) {
  try {
    yield* waitFor(shield(future), 0.01);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
  }
}

function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** Cancels them where they wait, and sees their ends. */
function* cancelAll(tasks) {
  yield* sleep(0);
  for (const task of tasks) task.cancel();
  for (const task of tasks) {
    try {
      yield* task;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }
}

/** A case in this process: the bytes that it left. */
function* measure(round) {
  const shared = { future: new Future(), lock: new Lock(), event: new Event(), queue: new Queue() };
  yield* shared.lock.acquire();
  yield* round(IN_A_ROUND, shared);
  const before = yield* heapInUse();
  for (let i = 0; i < rounds; i++) {
    yield* round(IN_A_ROUND, shared);
    yield* fromPromise(hostTask()); // finalizers run in tasks of their own
  }
  return (yield* heapInUse()) - before;
}

function* heapInUse() {
  for (let i = 0; i < 3; i++) {
    yield* fromPromise(hostTask()); // what a WeakRef gave is kept until here
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

const only = positionals.join(' ');
const wanted = Object.keys(cases).filter((name) => name.startsWith(only));
if (wanted.length === 0) {
  console.error(`No such case: ${only}. There are\n  ${Object.keys(cases).join('\n  ')}`);
  process.exitCode = 2;
} else if (values.child) {
  console.log(JSON.stringify(await run(measure(cases[only]))));
} else {
  await Promise.all([worker(wanted), worker(wanted)]);
}

async function worker(queue) {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) await measureInChild(name);
}

/** Each case in a process of its own: one heap a case. */
async function measureInChild(name) {
  const begin = performance.now();
  const script = fileURLToPath(import.meta.url);
  const args = ['--expose-gc', script, name, '--child', '--rounds', values.rounds];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args).catch((error) => error);
  const left = stdout ? JSON.parse(stdout) : NaN;
  const count = rounds * IN_A_ROUND;
  const passed = left <= NOISE + ALLOWED * count;
  if (!passed) process.exitCode = 1;
  const line = [
    passed ? '✓' : '✗',
    name.padEnd(50),
    `${left.toLocaleString('en-US').padStart(12)} bytes left of ${count.toLocaleString('en-US')}`,
    ` (${((performance.now() - begin) / 1000).toFixed(1)} s)`,
  ];
  console.log(line.join(' '));
  if (stderr) console.log(stderr.trimEnd().replace(/^/gm, '    '));
}
