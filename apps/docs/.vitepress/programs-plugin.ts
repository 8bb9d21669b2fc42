/** The site's programs for Vite: each compiled beforehand, and its output on its page. */
import ts from 'typescript';
import type { Plugin } from 'vitepress';

import { withOutputs } from '../playground/build/page-outputs.js';
import { listPrograms, type ProgramFile } from '../playground/build/program-list.js';
import { compile } from '../playground/runtime/compile.js';

const LIST = 'virtual:programs';
const PROGRAM = 'virtual:program/';

/** What loads them: the list, and each by itself. */
export function programsPlugin(): Plugin {
  return {
    name: 'programs',
    enforce: 'pre',
    resolveId: (id) => (id === LIST || id.startsWith(PROGRAM) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${LIST}`) return listModule();
      if (!id.startsWith(`\0${PROGRAM}`)) return undefined;
      const program = programOf(id.slice(PROGRAM.length + 1));
      this.addWatchFile(program.file);
      return programModule(program);
    },
    transform: (text, id) => (id.endsWith('.md') ? withOutputs(text) : undefined),
  };
}

function listModule(): string {
  const entries = listPrograms().map(({ name, title, group }) => {
    const plain = JSON.stringify({ name, title, group }).slice(0, -1);
    return `${plain},"load":()=>import(${JSON.stringify(PROGRAM + name)}).then((module)=>module.default)}`;
  });
  return `export default [${entries.join(',\n')}];`;
}

function programOf(name: string): ProgramFile {
  const found = listPrograms().find((program) => program.name === name);
  if (found === undefined) throw new RangeError(`There is no program ${name}`);
  return found;
}

function programModule({ name, source }: ProgramFile): string {
  const compiled = compile(ts, source);
  if ('problems' in compiled) throw new SyntaxError(`${name}: ${compiled.problems[0]!.message}`);
  return `export default ${JSON.stringify({ source, program: compiled.program })};`;
}
