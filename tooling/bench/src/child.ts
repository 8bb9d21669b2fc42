/** A child process: does the jobs in its argument one after the other, and prints an answer for each. */
import { isDeepStrictEqual } from 'node:util';

import type { Call, Host, Work } from './host.js';
import { Absent, type Answer, type Job, type Measured } from './job.js';

async function answer(job: Job): Promise<Answer> {
  try {
    const { host } = (await import(`./hosts/${job.host}.js`)) as { host: Host };
    const { work } = (await import(job.file)) as { work: Work };
    const value =
      job.measuredBy === 'work' ? await measuredByWork(job, host, work) : await timed(job, host, work);
    return { value };
  } catch (error) {
    if (error instanceof Absent) return { absent: error.message };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function measuredByWork(job: Job, host: Host, work: Work): Promise<number> {
  const { result } = await host(work, job.params);
  const { value, checked } = result as Measured;
  check(job, checked);
  return value;
}

/** The mean of as many calls as fit, so that each pays for the garbage of the others. */
async function timed(job: Job, host: Host, work: Work): Promise<number> {
  if (job.warmUpMilliseconds > 0) await callFor(job.warmUpMilliseconds, job, host, work);
  const { milliseconds, calls } = await callFor(job.measureMilliseconds, job, host, work);
  return job.unit === 'ms' ? milliseconds / calls : (milliseconds * 1e6) / (calls * job.operations);
}

async function callFor(wanted: number, job: Job, host: Host, work: Work) {
  let milliseconds = 0;
  let calls = 0;
  do {
    const call: Call = await host(work, job.params);
    check(job, call.result);
    milliseconds += call.milliseconds;
    calls++;
  } while (milliseconds < wanted);
  return { milliseconds, calls };
}

function check({ expected }: Job, result: unknown): void {
  if (isDeepStrictEqual(result, expected)) return;
  throw new WrongResult(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(result)}`);
}

class WrongResult extends Error {
  override name = 'WrongResult';
}

// At the end: the class above has to exist by now.
for (const job of JSON.parse(process.argv[2] ?? '[]') as Job[]) {
  process.stdout.write(`${JSON.stringify(await answer(job))}\n`);
}
process.exit(); // some subjects leave timers behind that would keep it alive
