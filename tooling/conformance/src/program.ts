/** The language of the programs, as TRACES.md describes it, and how they are read from a file. */
import { readFileSync } from 'node:fs';

/** What it does, and its arguments: `['sleep', 0.5]`. */
export type Statement = readonly [kind: string, ...args: unknown[]];

/** Statements, one after the other. */
export type Block = readonly Statement[];

/** An operand of a combinator: a named future or task, or a fresh call of a coroutine. */
export type Operand = { readonly ref: string } | { readonly call: string };

/** One clause of a `try`: the names of the errors it catches, and what it does then. */
export type Handler = readonly [names: readonly string[], body: Block];

/** The kind of an object and its arguments: `['Queue', 2]`. */
export type ObjectSpec = readonly [kind: string, ...args: unknown[]];

/** An async generator: `['emit', value]` yields, all other statements run. */
export interface GeneratorSpec {
  readonly body: Block;
  readonly finally?: Block;
}

/** One program. */
export interface Program {
  readonly name: string;
  readonly objects?: Readonly<Record<string, ObjectSpec>>;
  readonly coroutines: Readonly<Record<string, Block>>;
  readonly generators?: Readonly<Record<string, GeneratorSpec>>;
  /** Is every task but `main` started eagerly? */
  readonly eager?: boolean;
}

/** What happened in one program, line by line. */
export interface Trace {
  readonly name: string;
  readonly trace: readonly string[];
}

/** Reads a file with one JSON value a line; empty lines count for nothing. */
export function readLines<T>(path: string): T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}
