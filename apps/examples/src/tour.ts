/** Runs examples one after the other, each under a heading, and says how it went. */
import { KeyboardInterrupt } from 'asyncio-ts';

import type { Example } from './catalogue.js';
import { bold, dim, red } from './colours.js';

/** How a tour ended; `interrupted` means Ctrl-C. */
export interface Outcome {
  readonly failed: readonly string[];
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** Runs `examples`, with headings, or with `plain` without: then nothing is printed but what they print. */
export async function tour(examples: readonly Example[], { plain }: { plain: boolean }): Promise<Outcome> {
  const begin = performance.now();
  const failed: string[] = [];
  const outcome = (interrupted: boolean): Outcome => ({ failed, seconds: since(begin), interrupted });
  for (const [index, example] of examples.entries()) {
    try {
      if (plain) await example.program();
      else await show(example, `${index + 1}/${examples.length}`);
    } catch (error) {
      if (error instanceof KeyboardInterrupt) return outcome(true);
      console.error(red(`${example.name} failed:`), error);
      failed.push(example.name);
    }
  }
  return outcome(false);
}

async function show({ name, lesson, program }: Example, place: string): Promise<void> {
  console.log(`${dim(place)} ${bold(name)}: ${lesson}`);
  console.log(dim(`apps/examples/src/programs/${name}.ts`));
  const begin = performance.now();
  console.group(); // indents all that the program prints, twice by two
  console.group();
  try {
    await program();
  } finally {
    console.groupEnd();
    console.groupEnd();
    console.log(`${dim(`(${since(begin).toFixed(1)} s)`)}\n`);
  }
}

function since(begin: number): number {
  return (performance.now() - begin) / 1000;
}
