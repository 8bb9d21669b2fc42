/** What a check is, and how its outcome is printed. */

/** What one check found of one thing. */
export interface Outcome {
  /** What holds if there is no complaint: `sleep brings no queues`. */
  readonly what: string;
  /** What is wrong and what to do, a line each. */
  readonly complaints: readonly string[];
}

/** One of the checks that the command takes by name. */
export interface Check {
  readonly name: string;
  /** For --help. */
  readonly what: string;
  /** @param folder - an app that has all packages installed */
  run(folder: string): AsyncGenerator<Outcome>;
}

/** One line, and the complaints below it. */
export function lineOf({ what, complaints }: Outcome): string {
  if (complaints.length === 0) return `✓ ${what}`;
  return [`✗ ${what}`, ...complaints.map((complaint) => complaint.replace(/^/gm, '    '))].join('\n');
}
