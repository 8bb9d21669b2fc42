import { createRequire } from 'node:module';

import { waitFor } from '@asyncio-ts/combinators';
import * as tasks from '@asyncio-ts/tasks';
import * as whole from 'asyncio-ts';

const require = createRequire(import.meta.url);
const required = require('@asyncio-ts/tasks') as typeof tasks;
const requiredWhole = require('asyncio-ts') as typeof whole;

console.log(required.Task === tasks.Task, required.CancelledError === tasks.CancelledError);
console.log(requiredWhole.Task === tasks.Task, requiredWhole.Queue === whole.Queue);

// What was imported runs, and what was required finds it running.
function* main() {
  const queue = new requiredWhole.Queue<number>();
  const getting = required.createTask(queue.get());
  try {
    yield* waitFor(getting, 0.001);
  } catch (error) {
    if (!(error instanceof required.TimeoutError)) throw error;
  }
  return [getting.cancelled(), required.getRunningLoop() === tasks.getRunningLoop()];
}

void tasks.run(main()).then((answers) => console.log(answers.join(' ')));
// true true
// true true
// true true
