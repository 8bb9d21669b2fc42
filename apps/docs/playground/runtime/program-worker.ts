/** A worker that runs one program, and then is thrown away. */
import { Batches } from './batches.js';
import { Allowance, defaultLimit } from './limits.js';
import type { FromWorker, ToWorker } from './protocol.js';
import { ProgramRun } from './run-program.js';

/** This file is compiled with the page's types, where `self` is a window. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
// Taken before the program runs, which may replace them.
const post = scope.postMessage.bind(scope);
const now = performance.now.bind(performance);
const allowance = new Allowance(defaultLimit, () => now() / 1000);
const batches = new Batches((events) => {
  post({ type: 'events', events });
});
let running: ProgramRun | undefined;

scope.onmessage = ({ data }) => {
  if (data.type === 'ping') post({ type: 'pong' });
  else if (data.type === 'resume') resume();
  else void run(data);
};
scope.addEventListener('error', (event) => {
  event.preventDefault();
  report(event.error ?? event.message);
});
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  report(event.reason);
});
post({ type: 'ready' });

async function run({ program, time }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  allowance.renew();
  running = new ProgramRun({
    program,
    time,
    record: (event) => {
      if (allowance.count()) batches.add(event);
    },
    passing: () => {
      pauseIfNeeded(time === 'virtual');
    },
  });
  const problem = await running.run();
  batches.flush();
  if (problem !== undefined) post({ type: 'problem', problem });
  post({ type: 'ended' });
}

let isPaused = false;

function pauseIfNeeded(isVirtual: boolean): void {
  const why = isPaused ? undefined : allowance.exceeded(isVirtual);
  if (why === undefined) return;
  isPaused = true;
  running?.gate.close();
  batches.flush();
  post({ type: 'paused', why });
}

function resume(): void {
  isPaused = false;
  allowance.renew();
  running?.gate.open();
}

function report(error: unknown): void {
  const problem = running?.failed(error);
  batches.flush();
  if (problem !== undefined) post({ type: 'problem', problem });
}
