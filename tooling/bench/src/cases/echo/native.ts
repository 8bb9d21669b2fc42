import { setImmediate as turn } from 'node:timers/promises';

import { Client, percentile, type Size } from './client.js';

export async function work({ messages, tasks, percent, port }: Size) {
  const client = await Client.connect(port);
  let stop = false;
  let spins = 0;
  async function spin(): Promise<void> {
    for (; !stop; spins++) await turn();
  }
  const spinners = Array.from({ length: tasks }, spin);
  const times: number[] = [];
  let echoes = 0;
  for (let i = 0; i < messages; i++) {
    const begin = performance.now();
    if ((await client.echo(`message ${i}`)) === `message ${i}`) echoes++;
    times.push(performance.now() - begin);
  }
  stop = true;
  await Promise.all(spinners);
  client.close();
  return { value: percentile(times, percent), checked: { echoes, spun: spins > tasks } };
}
