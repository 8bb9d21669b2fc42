import {
  type Coroutine,
  eagerTaskFactory,
  gather,
  getRunningLoop,
  setTaskFactory,
  sleep,
  taskGroup,
} from 'asyncio-ts';

import { newTree, SLEEP_SECONDS } from './tree.js';

interface Size {
  levels: number;
  kind: string;
  join: string;
  eager: boolean;
}

export function* work({ levels, kind, join, eager }: Size) {
  if (eager) setTaskFactory(getRunningLoop(), eagerTaskFactory);
  const tree = newTree(kind);
  function* leaf(): Coroutine<void> {
    if (tree.plan() === 'sleep') yield* sleep(SLEEP_SECONDS);
  }
  function* gathered(level: number): Coroutine<void> {
    if (level === 0) yield* leaf();
    else yield* gather(Array.from({ length: 6 }, () => gathered(level - 1)));
  }
  function* grouped(level: number): Coroutine<void> {
    if (level === 0) yield* leaf();
    else {
      yield* taskGroup(function* (group) {
        for (let i = 0; i < 6; i++) group.createTask(grouped(level - 1));
      });
    }
  }
  yield* join === 'gather' ? gathered(levels) : grouped(levels);
  return tree.count;
}
