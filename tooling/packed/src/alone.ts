/** Each package alone: what comes along, and whether a program can use it, by `import` and by `require`. */
import { Consumer } from './consumer.js';
import { checkCopies, copiesIn, type Listed } from './installed.js';
import type { Npm } from './npm.js';
import { closureOf, nameOf } from './packages.js';
import { readProgram } from './program.js';

export async function checkAlone(folder: string, home: string, npm: Npm): Promise<string[]> {
  const consumer = new Consumer(home, `alone-${folder}`, npm);
  const problems = [...(await consumer.install([nameOf(folder)]))];
  if (problems.length > 0) return problems;
  return [
    ...(await checkWhatCame(consumer, [folder])),
    ...(await consumer.run(readProgram(`alone/${folder}.mts`), ['mts', 'cts'])),
  ];
}

/** Only what the rows of `wanted` allow, and one copy of each. */
export async function checkWhatCame(consumer: Consumer, wanted: readonly string[]): Promise<string[]> {
  const { stdout, complaint } = await consumer.list();
  if (complaint !== undefined) return [complaint];
  const allowed = new Set(closureOf(wanted).map(nameOf));
  return checkCopies(copiesIn(JSON.parse(stdout) as Listed), wanted.map(nameOf), allowed);
}
