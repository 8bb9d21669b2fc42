import { rmSync } from 'node:fs';

import { afterAll, describe, expect, it } from 'vitest';

import { cases } from '../src/cases.js';
import { CACHE, compile } from '../src/compile.js';
import { withEchoServer } from '../src/echo-server.js';
import type { Answer, Job } from '../src/job.js';
import { jobOf, runJobs, show } from '../src/runner.js';
import { findSubjects, programOf, type Subject } from '../src/subjects.js';

const SECONDS_FOR_ALL_OF_ONE = 60;
const compiled = await compile(CACHE);
const { present, absent } = findSubjects(compiled);

afterAll(() => {
  rmSync(compiled, { recursive: true });
});

/** What a subject has a program for, as small as it gets. */
function contestsOf(subject: Subject) {
  return cases
    .filter((definition) => programOf(subject, definition) !== undefined)
    .flatMap((definition) => definition.smoke.map((params) => ({ definition, params })));
}

/** All of one subject's, in one process: a fresh one each would take a minute, and nothing is timed here. */
function answersOf(subject: Subject): Promise<Answer[]> {
  const { definition: echo } = contestsOf(subject).find(({ definition }) => definition.echo) ?? {
    definition: cases[0]!,
  };
  return withEchoServer(echo, (port) => {
    const jobs = contestsOf(subject).map(({ definition, params }): Job =>
      jobOf(subject, definition, definition.echo ? { ...params, ...port } : params, true),
    );
    return runJobs(subject, jobs, SECONDS_FOR_ALL_OF_ONE);
  });
}

describe.each(present)('$name', (subject) => {
  const contests = contestsOf(subject);
  let answers: Promise<Answer[]> | undefined;

  it.each(
    contests.map(({ definition, params }, index) => ({ title: `${definition.name} ${show(params)}`, index })),
  )(
    'does $title, or says why not',
    async ({ index }) => {
      answers ??= answersOf(subject);

      const answer = (await answers)[index];

      expect(answer).not.toHaveProperty('error');
      expect(answer).toEqual(
        'absent' in answer!
          ? { absent: expect.stringMatching(/./) as string }
          : { value: expect.any(Number) as number },
      );
      if (subject.name === 'ours' || subject.name === 'native') expect(answer).toHaveProperty('value');
    },
    SECONDS_FOR_ALL_OF_ONE * 1000,
  );
});

describe('subjects', () => {
  it('are here, or absent with a reason', () => {
    const names = [...present.map(({ name }) => name), ...Object.keys(absent)];

    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['ours', 'native', 'effect', 'effection', 'asyncio', 'uvloop']),
    );
    for (const reason of Object.values(absent)) expect(reason).not.toBe('');
  });

  it.each(cases)('ours and native are in every contest: $name', (definition) => {
    const having = present.filter((subject) => programOf(subject, definition) !== undefined);

    expect(having.map(({ name }) => name)).toEqual(expect.arrayContaining(['ours', 'native']));
  });
});
