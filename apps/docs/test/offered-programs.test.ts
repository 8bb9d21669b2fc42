// What the playground offers: every program compiles there without an error of types, and runs to its end.
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { declarationFiles } from '../playground/build/compiler-files.js';
import { listPrograms, LONGER } from '../playground/build/program-list.js';
import { compilerOptions } from '../playground/editor/compiler-options.js';
import { runProgramText } from './program-text.js';

const programs = listPrograms();

describe('the list of programs', () => {
  it('has a title and a name of its own for each', () => {
    expect(new Set(programs.map(({ name }) => name)).size).toBe(programs.length);
    for (const { title } of programs) expect(title).toMatch(/^[^/*\s].{10,200}$/);
  });

  it('has each group in one piece', () => {
    const groups = programs.map(({ group }) => group);
    const changes = groups.filter((group, index) => group !== groups[index - 1]);
    expect(changes).toHaveLength(new Set(groups).size);
  });
});

describe('the declarations', () => {
  const files = new Map(Object.entries(declarationFiles()));
  const { languageService, createFile, updateFile } = createVirtualTypeScriptEnvironment(
    createSystem(files),
    [],
    ts,
    compilerOptions(ts),
  );
  createFile('/program.ts', '\n');

  it.each(programs.map((program) => [program.name, program] as const))(
    'suffice for %s',
    (_name, { source }) => {
      updateFile('/program.ts', source);
      const errors = [
        ...languageService.getSyntacticDiagnostics('/program.ts'),
        ...languageService.getSemanticDiagnostics('/program.ts'),
      ];
      expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    },
  );

  it('tell a mistake', () => {
    updateFile('/program.ts', `import { sleep } from '@asyncio-ts/tasks';\nsleep('1');\nDeno;\n`);
    const errors = languageService.getSemanticDiagnostics('/program.ts');
    expect(errors.map(({ code }) => code)).toEqual([2345, 2304]);
  });
});

describe('a longer example', () => {
  const examples = programs.filter(({ group }) => group === LONGER);

  it.each(examples.map((program) => [program.name, program.source] as const))(
    '%s runs to its end',
    async (_, source) => {
      const { printed, problem } = await runProgramText(source);
      expect(problem).toBeUndefined();
      expect(printed).not.toBe('');
    },
  );
});
