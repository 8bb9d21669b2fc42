/**
 * Says with each test where it ran, for the report: a worker that is not the runtime that was asked for would prove
 * nothing. A setup file of Vitest's, also in the browser: it imports nothing that only Node has.
 */
import { beforeEach } from 'vitest';

import { runtimeHere } from './runtime-here.js';

declare module 'vitest' {
  interface TaskMeta {
    runtime?: string;
  }
}

beforeEach(({ task }) => {
  task.meta.runtime = runtimeHere(globalThis);
});
