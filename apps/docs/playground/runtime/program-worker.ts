/** A worker that runs one program, and then is thrown away. */
import { LimitedRun } from './limited-run.js';
import type { FromWorker, ToWorker } from './protocol.js';
import { thrownIn } from './thrown.js';

/** This file is compiled with the page's types, where `self` is a window. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const post = scope.postMessage.bind(scope); // taken before the program runs, which may replace it
let running: LimitedRun | undefined;

scope.onmessage = ({ data }) => {
  if (data.type === 'ping') post({ type: 'pong' });
  else if (data.type === 'resume') running?.resume();
  else {
    running = new LimitedRun(data, post);
    void running.run();
  }
};
scope.addEventListener('error', (event) => {
  event.preventDefault();
  running?.failed(thrownIn(event));
});
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  running?.failed(event.reason);
});
post({ type: 'ready' });
