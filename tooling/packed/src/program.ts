/** A small program that uses packages, and says in the comment lines at its end what it must print. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Program {
  readonly name: string;
  readonly code: string;
  readonly expected: string;
}

const PROGRAMS = new URL('../programs/', import.meta.url);

/** What stands in the file, whose `path` is relative to the folder programs/. */
export function readCode(path: string): string {
  return readFileSync(new URL(path, PROGRAMS), 'utf8');
}

export function readProgram(path: string): Program {
  const code = readCode(path);
  const expected = expectedOutput(code);
  if (expected === '')
    throw new Error(`programs/${path} does not say in comment lines at its end what it prints`);
  return { name: basename(path), code, expected };
}

export function expectedOutput(code: string): string {
  const lines = code.trimEnd().split('\n');
  let first = lines.length;
  while (lines[first - 1]?.startsWith('//')) first--;
  return lines
    .slice(first)
    .map((line) => `${line.replace(/^\/\/ ?/, '')}\n`)
    .join('');
}

/** What is wrong with what it printed. A warning of Node's on standard error counts, too. */
export function compareOutput(expected: string, stdout: string, stderr: string): string[] {
  return [
    ...(stdout === expected ? [] : [`printed\n${indent(stdout)}instead of\n${indent(expected)}`.trimEnd()]),
    ...(stderr === '' ? [] : [`complained\n${indent(stderr)}`.trimEnd()]),
  ];
}

function indent(text: string): string {
  return text === '' ? '  (nothing)\n' : text.replace(/^(?=.)/gm, '  ');
}
