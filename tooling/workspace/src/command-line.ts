/** The command line of a tool: what it means, or why it means nothing. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Reads it by node:util's `parseArgs`. One that is wrong ends the process with code 2, one that has --help with 0. */
export function readCommandLine<T extends ParseArgsConfig>(usage: string, config: T) {
  const values = read(usage, config);
  if ((values.values as { help?: unknown }).help === true) {
    console.log(usage);
    process.exit(0);
  }
  return values;
}

/** Says what is wrong with the command line, and ends the process with code 2. */
export function refuseCommandLine(why: string, usage?: string): never {
  console.error(usage === undefined ? why : `${why}\n\n${usage}`);
  process.exit(2);
}

function read<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // An option that there is not: nothing runs yet that could be cancelled.
    return refuseCommandLine((error as Error).message, usage);
  }
}
