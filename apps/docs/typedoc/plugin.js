// What TypeDoc and its Markdown plugin leave to us: packages under their names, declarations as they stand in the
// sources, and the sidebar.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Converter, ReflectionKind } from 'typedoc';
import { MemberRouter } from 'typedoc-plugin-markdown';

import { ReferenceTheme } from './theme.js';
import { sidebarOf } from './sidebar.js';

const callable = ReflectionKind.FunctionOrMethod | ReflectionKind.Constructor;

/** Called by TypeDoc. */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const node = context.getSymbolFromReflection(reflection)?.declarations?.[0];
    if (reflection.kindOf(ReflectionKind.Module)) nameAfterPackage(reflection, node.fileName);
    else if (reflection.kindOf(ReflectionKind.TypeAlias)) reflection.sourceText = textOf(node);
  });
  app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (_context, signature, node) => {
    if (node !== undefined && !isForeign(node)) signature.sourceText = formOf(signature, node);
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { signatures = [] } of project.getReflectionsByKind(callable)) {
      signatures.forEach(nameOptions);
      shareParameters(signatures);
    }
  });
  app.renderer.defineTheme('asyncio', ReferenceTheme);
  app.renderer.defineRouter('packages', PackagesRouter);
  app.renderer.postRenderAsyncJobs.push(({ project, outputDirectory }) => {
    const { router } = app.renderer;
    writeFileSync(join(outputDirectory, 'sidebar.json'), JSON.stringify(sidebarOf(project, router)));
  });
}

/** A folder for each package: what it has, and a page for each of its classes. */
class PackagesRouter extends MemberRouter {
  /** Without the folder `classes`, which would stand in every address. */
  getReflectionDirectory(reflection) {
    return super.getReflectionDirectory(reflection).replace(/\/[^/]+$/, '');
  }
}

function nameAfterPackage(module, entry) {
  const { name, description } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8'));
  module.name = name;
  module.description = description;
}

/** An object that is taken apart in the list of parameters has no name; docstrings name what is in it. */
function nameOptions({ parameters = [], comment }) {
  const options = parameters.find(({ name }) => name === '__namedParameters');
  if (options === undefined) return;
  options.name = 'options';
  const names = options.type.declaration?.children?.map(({ name }) => name) ?? [];
  for (const tag of comment?.blockTags ?? []) {
    if (tag.tag !== '@param') continue;
    if (names.includes(tag.name)) tag.name = `options.${tag.name}`;
    else if (!parameters.some(({ name }) => name === tag.name)) tag.name = 'options';
  }
}

/** The docstring of a function with several forms says what all their parameters are; TypeDoc wants each form to have all. */
function shareParameters(signatures) {
  const namesOf = ({ parameters = [] }) => parameters.map(({ name }) => name);
  const known = new Set(signatures.flatMap(namesOf));
  for (const signature of signatures) {
    const own = namesOf(signature);
    const isAnothers = ({ tag, name }) => tag === '@param' && known.has(name) && !own.includes(name);
    if (signature.comment) {
      signature.comment.blockTags = signature.comment.blockTags.filter((tag) => !isAnothers(tag));
    }
  }
}

function isForeign(node) {
  return node.getSourceFile().fileName.includes('/node_modules/');
}

function formOf({ kind, type }, node) {
  const isConstructor = kind === ReflectionKind.ConstructorSignature;
  return isConstructor ? textOf(node).replace(/^constructor/, `new ${type.name}`) : textOf(node);
}

/** A declaration as the sources have it, without what says nothing to those who use it. */
function textOf(node) {
  const { text } = node.getSourceFile();
  const lines = text.slice(node.getStart(), node.body?.getStart() ?? node.end).split('\n');
  const indented = lines.slice(1).filter((line) => line.trim());
  const indent = Math.min(...indented.map((line) => /^ */.exec(line)[0].length));
  return [lines[0], ...lines.slice(1).map((line) => line.slice(indent))]
    .join('\n')
    .trim()
    .replace(/;?$/, ';')
    .replace(/^(?:(?:export|override|declare|public|async) |\*)+/, '');
}
