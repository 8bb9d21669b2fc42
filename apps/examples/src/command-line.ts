/** The command line: runs all examples as a tour, or some, or lists them. */
import { parseArgs } from 'node:util';

import type { Example } from './catalogue.js';
import { bold, dim, red } from './colours.js';
import { nearest } from './nearest.js';
import { type Outcome, tour } from './tour.js';

const HELP = `Runs the examples of asyncio-ts.

  npm start                     all of them, as a tour (under a minute)
  npm start -- NAME...          these, such as: npm start -- counting downloads
  npm start -- --list           their names, with a line each
  npm start -- --plain NAME...  only what they print, to compare with apps/examples/python/NAME.txt`;

const NEXT = `What next?
  npm start -- counting         one of them again; npm start -- --list has them all
  apps/examples/README.md       which file shows what
  apps/examples/python          the Python that each was written after, and what it printed
  README.md                     the packages, and what to know when you come from Python
  npm test                      everything that must hold`;

/**
 * Does what the arguments say.
 *
 * @param args - without the names of node and the program
 * @param examples - all that there are
 * @returns the exit code: 0; 1 if an example failed; 2 for a mistake in the command; 130 after Ctrl-C
 */
export async function commandLine(args: readonly string[], examples: readonly Example[]): Promise<number> {
  const command = parse(args);
  if (typeof command === 'string') {
    console.error(`${red(command)}\n\n${HELP}`);
    return 2;
  }
  const { values, positionals } = command;
  if (values.help) console.log(HELP);
  else if (values.list) list(examples);
  else if (positionals.length > 0) return await runNamed(positionals, examples, values.plain);
  else return await runAll(examples, values.plain);
  return 0;
}

/** @returns the options and the names; or what is wrong with them */
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'), // npm and pnpm differ in which of them they keep
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        list: { type: 'boolean', short: 'l', default: false },
        plain: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return (error as Error).message; // parseArgs throws nothing else
  }
}

function list(examples: readonly Example[]): void {
  const width = Math.max(...examples.map(({ name }) => name.length));
  for (const { name, lesson } of examples) console.log(`${bold(name.padEnd(width))}  ${lesson}`);
}

async function runAll(examples: readonly Example[], plain: boolean): Promise<number> {
  if (!plain) {
    console.log(bold(`asyncio-ts: ${examples.length} examples, in less than a minute`));
    console.log(`${dim('Each prints what its Python original prints. Ctrl-C ends the tour.')}\n`);
  }
  const outcome = await tour(examples, { plain });
  if (!plain) report(examples.length, outcome);
  if (!plain && !outcome.interrupted) console.log(`\n${NEXT}`);
  return exitCode(outcome);
}

async function runNamed(
  names: readonly string[],
  examples: readonly Example[],
  plain: boolean,
): Promise<number> {
  const found: Example[] = [];
  for (const name of names) {
    const example = examples.find((each) => each.name === name);
    if (example === undefined) return refuse(name, examples);
    found.push(example);
  }
  const outcome = await tour(found, { plain });
  if (!plain) report(found.length, outcome);
  return exitCode(outcome);
}

function refuse(name: string, examples: readonly Example[]): number {
  const near = nearest(
    name,
    examples.map((each) => each.name),
  );
  console.error(red(`There is no example '${name}'.`));
  if (near.length > 0) console.error(`Did you mean: ${near.join(', ')}?`);
  console.error('All of them: npm start -- --list');
  return 2;
}

function report(count: number, { failed, seconds, interrupted }: Outcome): void {
  const examples = count === 1 ? '1 example' : `${count} examples`;
  if (interrupted) console.log('Interrupted.');
  else if (failed.length > 0)
    console.log(red(`${failed.length} of ${examples} failed: ${failed.join(', ')}`));
  else console.log(bold(`${examples}, ${seconds.toFixed(1)} s`));
}

function exitCode({ failed, interrupted }: Outcome): number {
  if (interrupted) return 130; // as shells have it: 128 and the number of SIGINT
  return failed.length > 0 ? 1 : 0;
}
