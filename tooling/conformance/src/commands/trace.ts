/** `trace FILE…`: runs the programs of files, and prints a trace a line. */
import { Machine } from '../machine.js';
import { type Program, readLines, type Trace } from '../program.js';

export function trace(paths: readonly string[]): void {
  for (const path of paths) {
    for (const program of readLines<Program>(path)) {
      const result: Trace = { name: program.name, trace: new Machine(program).run() };
      console.log(JSON.stringify(result));
    }
  }
}
