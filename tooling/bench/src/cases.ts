/** All cases, in the order of the table. */
import type { Case } from './case.js';
import { definition as asyncGenerator } from './cases/async-generator/case.js';
import { definition as asyncTree } from './cases/async-tree/case.js';
import { definition as call } from './cases/call/case.js';
import { definition as cancel } from './cases/cancel/case.js';
import { definition as condition } from './cases/condition/case.js';
import { definition as contextVariable } from './cases/context-variable/case.js';
import { definition as echo } from './cases/echo/case.js';
import { definition as event } from './cases/event/case.js';
import { definition as future } from './cases/future/case.js';
import { definition as gather } from './cases/gather/case.js';
import { definition as lock } from './cases/lock/case.js';
import { definition as memory } from './cases/memory/case.js';
import { definition as nested } from './cases/nested/case.js';
import { definition as priorityQueue } from './cases/priority-queue/case.js';
import { definition as promiseBridge } from './cases/promise-bridge/case.js';
import { definition as queue } from './cases/queue/case.js';
import { definition as semaphore } from './cases/semaphore/case.js';
import { definition as spawn } from './cases/spawn/case.js';
import { definition as startUp } from './cases/start-up/case.js';
import { definition as switching } from './cases/switch/case.js';
import { definition as taskGroup } from './cases/task-group/case.js';
import { definition as timeout } from './cases/timeout/case.js';
import { definition as timers } from './cases/timers/case.js';
import { definition as timersCancelled } from './cases/timers-cancelled/case.js';
import { definition as waitFor } from './cases/wait-for/case.js';

export const cases: readonly Case[] = [
  switching,
  spawn,
  gather,
  taskGroup,
  call,
  nested,
  future,
  queue,
  priorityQueue,
  lock,
  semaphore,
  condition,
  event,
  waitFor,
  timeout,
  timers,
  timersCancelled,
  cancel,
  contextVariable,
  promiseBridge,
  asyncGenerator,
  asyncTree,
  startUp,
  memory,
  echo,
];
