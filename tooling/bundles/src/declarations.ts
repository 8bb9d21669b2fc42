/** Reads declarations as an editor does: what is exported, what its members are, and what is said about them. */
import { existsSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';

import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  types: [],
};

/** What declarations are worth: how much is documented, and what is wrong. */
export interface DeclarationReading {
  readonly documented: number;
  readonly complaints: readonly string[];
}

/** Reads these files, absolute paths; every one is an entry of its own. */
export function readDeclarations(files: readonly string[]): DeclarationReading {
  const absent = files.find((file) => !existsSync(file));
  if (absent !== undefined) throw new Error(`${absent} is not there: run \`pnpm build\` first`);
  const program = ts.createProgram([...files], OPTIONS);
  const checker = program.getTypeChecker();
  const complaints: string[] = [];
  let documented = 0;
  for (const file of program.getSourceFiles().filter(({ fileName }) => files.includes(fileName))) {
    const shown = relative(dirname(dirname(dirname(file.fileName))), file.fileName);
    for (const { name, symbol } of publicSymbols(file, checker)) {
      if (isExplained(symbol, checker)) documented++;
      else complaints.push(`${shown}: ${name} has no docs`);
    }
    complaints.push(...internalsIn(file).map((name) => `${shown}: ${name} is internal and shows`));
  }
  return { documented, complaints };
}

interface Named {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

/** What the file exports and declares itself, with the members of classes and interfaces. */
function publicSymbols(file: ts.SourceFile, checker: ts.TypeChecker): Named[] {
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    const isHere = symbol.declarations?.some((each) => each.getSourceFile() === file) ?? false;
    return isHere ? [{ name: exported.name, symbol }, ...membersOf(exported.name, symbol, checker)] : [];
  });
}

/** The members of a class or interface, static ones too, but for those it inherits. */
function membersOf(owner: string, symbol: ts.Symbol, checker: ts.TypeChecker): Named[] {
  const types = [checker.getDeclaredTypeOfSymbol(symbol)];
  if (symbol.flags & ts.SymbolFlags.Class) types.push(checker.getTypeOfSymbol(symbol));
  const all = types.flatMap((type) => checker.getPropertiesOfType(type));
  const isOwn = (member: ts.Symbol) =>
    member.declarations?.some(({ parent }) => symbol.declarations?.includes(parent as ts.Declaration));
  return all
    .filter((member) => isOwn(member) && isPublicMember(member))
    .map((member) => ({ name: `${owner}.${nameOf(member)}`, symbol: member }));
}

const MEMBERS = ts.SymbolFlags.Method | ts.SymbolFlags.Property | ts.SymbolFlags.Accessor;

/** Type parameters are members, too; so are private ones, and constructors, whose class says what they do. */
function isPublicMember(symbol: ts.Symbol): boolean {
  if ((symbol.flags & MEMBERS) === 0 || symbol.flags & ts.SymbolFlags.Prototype) return false;
  return !(symbol.declarations ?? []).some((declaration) => {
    const modifiers = ts.getCombinedModifierFlags(declaration);
    const name = ts.getNameOfDeclaration(declaration);
    return (
      (modifiers & ts.ModifierFlags.Private) !== 0 || (name !== undefined && ts.isPrivateIdentifier(name))
    );
  });
}

function nameOf(symbol: ts.Symbol): string {
  const name = symbol.declarations?.[0] && ts.getNameOfDeclaration(symbol.declarations[0]);
  return name?.getText() ?? symbol.name;
}

/** A member without docs of its own shows those of what it overrides. */
function isExplained(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getDocumentationComment(checker).length > 0;
}

/** Names with an underscore, and what is tagged `@internal`. */
function internalsIn(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name =
      ts.isDeclarationStatement(node) || ts.isClassElement(node) || ts.isTypeElement(node)
        ? node.name
        : undefined;
    const text = name?.getText() ?? basename(file.fileName);
    if (text.startsWith('_') || ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal'))
      found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
