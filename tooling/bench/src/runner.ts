/** The runs: which subject is measured when, and what comes of the samples. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Case, Params } from './case.js';
import { withEchoServer } from './echo-server.js';
import type { Answer, Job } from './job.js';
import { programOf, type Subject } from './subjects.js';

/** What one subject came to, for one case and one set of params. */
export interface Result {
  readonly name: string;
  readonly params: Params;
  readonly subject: string;
  readonly unit: Case['unit'];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** By the names of the others: this median in theirs. Below 1, this one is quicker, or smaller. */
  readonly ratio: Readonly<Record<string, number>>;
}

/** What could not be measured, and why. */
export interface Missing {
  readonly name: string;
  readonly params: Params;
  readonly subject: string;
  readonly reason: string;
}

/** All that came out. */
export interface Outcome {
  readonly results: readonly Result[];
  /** Subjects that have not the thing for these params. */
  readonly absent: readonly Missing[];
  /** Subjects that crashed, or whose result was wrong. */
  readonly failed: readonly Missing[];
}

/** How to measure. */
export interface Options {
  readonly cases: readonly Case[];
  readonly subjects: readonly Subject[];
  readonly rounds: number;
  /** The smallest params, one cold call each: shows that it works, and measures nothing. */
  readonly smoke: boolean;
  /** Called before each case and set of params. */
  readonly onProgress: (text: string) => void;
}

const WARM_UP_MILLISECONDS = 200;
const MEASURE_MILLISECONDS = 200;
const MOST_OUTPUT = 2 ** 24;

/** A subject that takes longer for a sample is out of this contest. */
const LONGEST_SECONDS = 20;

/** Measures all, a fresh process for each sample. */
export async function measure(options: Options): Promise<Outcome> {
  const results: Result[] = [];
  const absent: Missing[] = [];
  const failed: Missing[] = [];
  for (const definition of options.cases) {
    for (const params of options.smoke ? definition.smoke : definition.params) {
      options.onProgress(`${definition.name} ${show(params)}`);
      const outcome = await withEchoServer(definition, (extra) =>
        contest(options, definition, { ...params, ...extra }, params),
      );
      results.push(...outcome.results);
      absent.push(...outcome.absent);
      failed.push(...outcome.failed);
    }
  }
  return { results, absent, failed };
}

/** `n=1000 tasks=10` */
export function show(params: Params): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

/** All subjects of one case with one set of params. `given` is what they are told, `params` what is written down. */
async function contest(
  { subjects, rounds, smoke }: Options,
  definition: Case,
  given: Params,
  params: Params,
): Promise<Outcome> {
  const running = subjects.filter((subject) => programOf(subject, definition) !== undefined);
  const samples = new Map<string, number[]>();
  const out = { absent: new Map<string, string>(), failed: new Map<string, string>() };
  for (let round = 0; round < rounds; round++) {
    for (const subject of inTurn(running, round)) {
      if (out.absent.has(subject.name) || out.failed.has(subject.name)) continue;
      const [answer] = await runJobs(subject, [jobOf(subject, definition, given, smoke)]);
      if (answer === undefined) out.failed.set(subject.name, 'no answer');
      else if ('absent' in answer) out.absent.set(subject.name, answer.absent);
      else if ('error' in answer) out.failed.set(subject.name, answer.error);
      else samples.set(subject.name, [...(samples.get(subject.name) ?? []), answer.value]);
    }
  }
  for (const name of [...out.failed.keys(), ...out.absent.keys()]) samples.delete(name);
  const missing = (list: Map<string, string>): Missing[] =>
    [...list].map(([subject, reason]) => ({ name: definition.name, params, subject, reason }));
  return {
    results: summarize(definition, params, samples),
    absent: missing(out.absent),
    failed: missing(out.failed),
  };
}

/** Each round begins with another subject, and every second one goes backwards: nobody always runs after the same. */
function inTurn(subjects: readonly Subject[], round: number): Subject[] {
  const start = round % Math.max(1, subjects.length);
  const order = [...subjects.slice(start), ...subjects.slice(0, start)];
  return round % 2 === 0 ? order : order.reverse();
}

/** What a child process is to do for a case. */
export function jobOf(subject: Subject, definition: Case, params: Params, smoke: boolean): Job {
  const bare = definition.bare === true && subject.program.endsWith('.ts');
  return {
    file: programOf(subject, definition)!, // the caller asked before
    host: bare ? 'native' : subject.host,
    params,
    operations: definition.operations(params),
    expected: definition.expected(params),
    measuredBy: definition.measuredBy ?? 'child',
    unit: definition.unit,
    warmUpMilliseconds: smoke ? 0 : WARM_UP_MILLISECONDS,
    measureMilliseconds: smoke ? 0 : MEASURE_MILLISECONDS,
  };
}

/** Has one fresh process do `jobs`, in so many seconds at most. */
export async function runJobs(
  { command }: Subject,
  jobs: readonly Job[],
  seconds: number = LONGEST_SECONDS,
): Promise<Answer[]> {
  const [file, ...args] = command;
  const options = { maxBuffer: MOST_OUTPUT, timeout: seconds * 1000 };
  try {
    return answersIn((await promisify(execFile)(file, [...args, JSON.stringify(jobs)], options)).stdout);
  } catch (error) {
    const { stdout, stderr, killed } = error as { stdout: string; stderr: string; killed: boolean };
    // It answers for the job it died of; what came after that was not tried.
    const last = killed ? { absent: `took longer than ${seconds} s` } : { error: stderr || String(error) };
    return [...answersIn(stdout), last];
  }
}

function answersIn(stdout: string): Answer[] {
  const lines = stdout.split('\n').slice(0, -1); // the last one is empty, or was cut off
  return lines.map((line) => JSON.parse(line) as Answer);
}

function summarize(
  definition: Case,
  params: Params,
  samples: ReadonlyMap<string, readonly number[]>,
): Result[] {
  const medians = new Map([...samples].map(([name, values]) => [name, median(values)]));
  return [...samples].map(([subject, values]) => ({
    name: definition.name,
    params,
    subject,
    unit: definition.unit,
    median: medians.get(subject)!, // of the same names
    min: Math.min(...values),
    max: Math.max(...values),
    ratio: Object.fromEntries(
      [...medians]
        .filter(([other]) => other !== subject)
        .map(([other, value]) => [other, medians.get(subject)! / value]),
    ),
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2; // there is at least one
}
