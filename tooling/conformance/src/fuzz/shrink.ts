/** The smallest program that still shows a difference: parts are taken away as long as it does. */
import type { Block, Handler, Program, Statement } from '../program.js';

/** Of these programs, the ones that show a difference. */
export type Differ = (programs: readonly Program[]) => readonly Program[];

/** Takes parts away until none can go. */
export function shrink(program: Program, differ: Differ): Program {
  for (let smallest = program; ;) {
    const [found] = [...differ([...smaller(smallest)])].sort((a, b) => sizeOf(a) - sizeOf(b));
    if (found === undefined) return smallest;
    smallest = found;
  }
}

function sizeOf(program: Program): number {
  return JSON.stringify(program).length;
}

/** Every program with one part less. */
function* smaller(program: Program): Generator<Program> {
  const { objects = {}, coroutines, generators = {} } = program;
  if (program.eager === true) yield { ...program, eager: false };
  for (const name of Object.keys(objects)) yield { ...program, objects: without(objects, name) };
  const text = JSON.stringify(Object.values(coroutines));
  for (const [name, body] of Object.entries(coroutines)) {
    if (name !== 'main' && !text.includes(`"${name}"`))
      yield { ...program, coroutines: without(coroutines, name) };
    for (const less of smallerBlocks(body)) yield { ...program, coroutines: { ...coroutines, [name]: less } };
  }
  for (const [name, spec] of Object.entries(generators)) {
    if (!text.includes(`"${name}"`)) yield { ...program, generators: without(generators, name) };
    for (const body of smallerBlocks(spec.body)) {
      yield { ...program, generators: { ...generators, [name]: { ...spec, body } } };
    }
    for (const final of smallerBlocks(spec.finally ?? [])) {
      yield { ...program, generators: { ...generators, [name]: { ...spec, finally: final } } };
    }
  }
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** A block with fewer statements, or with a smaller one. */
function* smallerBlocks(block: Block): Generator<Block> {
  for (let size = block.length; size > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= block.length; at += size) {
      yield [...block.slice(0, at), ...block.slice(at + size)];
    }
  }
  for (const [at, statement] of block.entries()) {
    for (const instead of smallerStatements(statement))
      yield [...block.slice(0, at), ...instead, ...block.slice(at + 1)];
  }
}

/** What may stand in place of a statement: its body, or itself with less in it. */
function* smallerStatements(statement: Statement): Generator<Block> {
  if (statement[0] === 'try') yield* smallerTry(statement);
  for (const [i, argument] of statement.entries()) {
    if (i === 0 || !Array.isArray(argument)) continue;
    const replace = (value: unknown): Statement =>
      [...statement.slice(0, i), value, ...statement.slice(i + 1)] as unknown as Statement;
    const items: readonly unknown[] = argument;
    if (isBlock(items)) {
      if (items.length > 0) yield items;
      for (const less of smallerBlocks(items)) yield [replace(less)];
    } else if (statement[0] !== 'try') {
      for (const j of items.keys()) yield [replace(items.filter((_, k) => k !== j))];
    }
  }
}

function* smallerTry(statement: Statement): Generator<Block> {
  const [, body, handlers, orElse, final] = statement as unknown as [
    string,
    Block,
    Handler[],
    Block | null,
    Block | null,
  ];
  for (const [i, [names, reaction]] of handlers.entries()) {
    yield [['try', body, handlers.filter((_, j) => j !== i), orElse, final]];
    for (const less of smallerBlocks(reaction)) {
      yield [['try', body, handlers.map((handler, j) => (i === j ? [names, less] : handler)), orElse, final]];
    }
    if (names.length > 1) {
      for (const name of names)
        yield [
          [
            'try',
            body,
            handlers.map((handler, j) => (i === j ? [[name], reaction] : handler)),
            orElse,
            final,
          ],
        ];
    }
  }
  if (orElse !== null) yield [['try', body, handlers, null, final]];
  if (final !== null) yield [['try', body, handlers, orElse, null]];
}

/** Is it a list of statements? An empty list counts: nothing is lost by looking inside. */
function isBlock(value: readonly unknown[]): value is Block {
  return value.every((item) => Array.isArray(item) && typeof item[0] === 'string');
}
