import { type Coroutine, createTask, fromPromise, sleep } from 'asyncio-ts';

import { Client, percentile, type Size } from './client.js';

export function* work({ messages, tasks, percent, port }: Size) {
  const client = yield* fromPromise(Client.connect(port));
  let stop = false;
  let spins = 0;
  function* spin(): Coroutine<void> {
    for (; !stop; spins++) yield* sleep(0);
  }
  const spinners = Array.from({ length: tasks }, () => createTask(spin()));
  const times: number[] = [];
  let echoes = 0;
  for (let i = 0; i < messages; i++) {
    const begin = performance.now();
    if ((yield* fromPromise(client.echo(`message ${i}`))) === `message ${i}`) echoes++;
    times.push(performance.now() - begin);
  }
  stop = true;
  for (const task of spinners) yield* task;
  client.close();
  return { value: percentile(times, percent), checked: { echoes, spun: spins > tasks } };
}
