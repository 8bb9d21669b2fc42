/** Running a program as a process of its own, and ending it by a signal: once by SIGINT, once by SIGTERM. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { asyncFor, coroutine, fromPromise, run, RuntimeError, timeout } from 'asyncio-ts';

const SECOND = 0.4; // how long a second of the program lasts
const PATIENCE = 60; // seconds until a program counts as stuck

/** The line that the signal follows, 3.5 seconds after the start. The next step of any worker is half a second away. */
const CUE = '[2] protected_work working... 2 out of 3 steps complete';

/** A program that prints what `file` prints for each signal, and its exit status. */
export function signalled(file: URL): () => Promise<void> {
  return async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) await run(runWithSignal(file, signal));
  };
}

const runWithSignal = coroutine(function* runWithSignal(file: URL, signal: NodeJS.Signals) {
  console.log(`--- ${signal} after 3.5 s`);
  // The same flags as ours, so that the child can load TypeScript as we do.
  const args = [...process.execArgv, fileURLToPath(file), String(SECOND)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = fromPromise(once(child, 'close'));
  const lines: string[] = [];
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  try {
    yield* timeout(PATIENCE, function* () {
      yield* asyncFor(createInterface({ input: child.stdout }), function* (line) {
        console.log(line);
        lines.push(line);
        if (line === CUE) child.kill(signal);
      });
      yield* ended;
    });
  } finally {
    child.kill('SIGKILL'); // nothing happens if it has ended
  }
  // The broken program's error is expected, and tells no more than its exit status.
  if (!lines.includes(CUE)) throw new RuntimeError(`${fileURLToPath(file)} ended too early\n${complaints}`);
  console.log(`exit status ${child.exitCode ?? child.signalCode}`);
});
