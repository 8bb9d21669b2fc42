// Type-checks blocks as one program, each a module, under the flags of the repository's tests.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import { root } from './pages.js';

// Blocks pretend to stand in this package, from where every package resolves.
const here = fileURLToPath(new URL('..', import.meta.url));

/** What the compiler says to `blocks`, at the lines of their pages: `README.md:17: TS2322: …`. */
export function typeErrors(blocks, conditions) {
  const files = new Map(blocks.map((block) => [join(here, block.path, `${block.line}.ts`), block]));
  const options = { ...readOptions(), customConditions: conditions };
  const program = ts.createProgram([...files.keys()], options, hostOf(files, options));
  return [...files].flatMap(([name, block]) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start, code, messageText }) => {
        const line = block.line + 1 + file.getLineAndCharacterOfPosition(start).line; // the fence is a line, too
        return `${block.path}:${line}: TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`;
      },
    );
  });
}

function readOptions() {
  const { config } = ts.readConfigFile(`${root}tsconfig.test-base.json`, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** The disk, and `files` besides. */
function hostOf(files, options) {
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const block = files.get(name);
    return block ? ts.createSourceFile(name, block.code, version) : getSourceFile(name, version, ...rest);
  };
  host.getCurrentDirectory = () => root;
  return host;
}
