/** What a check is, and what it finds. */

/** What one check found of one thing. */
export interface Finding {
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
  run(folder: string): Iterable<Finding> | AsyncIterable<Finding>;
}
