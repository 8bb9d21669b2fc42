/** `check`: compares our traces of the fixtures with CPython's. */
import { describeDifference, isSame } from '../compare.js';
import { readFixtures } from '../fixtures.js';
import { Machine } from '../machine.js';

/** Prints the first difference and a summary. @returns are all the same? */
export function check(): boolean {
  const start = performance.now();
  const fixtures = readFixtures();
  let different = 0;
  for (const { program, expected } of fixtures) {
    const actual = new Machine(program).run();
    if (isSame(expected, actual)) continue;
    if (different++ === 0)
      console.log(`${program.name} differs at ${describeDifference(expected, actual).trimStart()}`);
  }
  const open = fixtures.filter(({ isOpen }) => isOpen).map(({ program }) => program.name);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${fixtures.length - different} of ${fixtures.length} traces are CPython's (${seconds} s)`);
  if (open.length > 0)
    console.log(`${open.join(', ')}: CPython's order is open there, ours is first given, first served`);
  return different === 0;
}
