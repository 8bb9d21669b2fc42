/** Each package alone: what comes along, and whether a program can use it, by `import` and by `require`. */
import { nameOf } from '@asyncio-ts/workspace';

import { Consumer } from './consumer.js';
import { checkInstalled } from './installed.js';
import type { Npm } from './npm.js';
import { readProgram } from './program.js';

export async function checkAlone(folder: string, home: string, npm: Npm): Promise<string[]> {
  const consumer = new Consumer(home, `alone-${folder}`, npm);
  const problems = [...(await consumer.install([nameOf(folder)]))];
  if (problems.length > 0) return problems;
  return [
    ...(await checkInstalled(consumer, [folder])),
    ...(await consumer.run(readProgram(`alone/${folder}.mts`), ['mts', 'cts'])),
  ];
}
