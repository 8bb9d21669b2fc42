/** Where statements run: on a machine, and perhaps in the handler of an error. */
import type { Coroutine } from '@asyncio-ts/tasks';

import type { Machine } from './machine.js';
import type { Block } from './program.js';
import { statements } from './statements/index.js';

/** A statement named something that does not exist (yet): it is skipped, and the trace says so. */
class Missing extends Error {
  override name = 'Missing';
}

/** A statement was `return`: the coroutine ends with this value. */
export class Return {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** What a statement sees. */
export class Scope {
  readonly machine: Machine;
  /** The error whose handler this is, for `reraise`. */
  readonly error: Error | undefined;

  constructor(machine: Machine, error?: Error) {
    this.machine = machine;
    this.error = error;
  }

  /** Runs statements, up to a `return`. */
  *block(body: Block): Coroutine<Return | undefined> {
    for (const [kind, ...args] of body) {
      try {
        const done = yield* statements[kind]!(this, ...(args as never[])); // the program keeps to the language
        if (done instanceof Return) return done;
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        this.log(`missing ${error.message}`);
      }
    }
    return undefined;
  }

  log(text: string): void {
    this.machine.log(text);
  }

  /** What has this name. The caller says what it is: a program never uses one kind of object for another. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a cast, once for all statements
  find<T>(name: string): T {
    return findIn(this.machine.refs, name) as T;
  }
}

/** @throws {Missing} there is nothing of this name */
export function findIn<T>(names: ReadonlyMap<string, T>, name: string): T {
  if (!names.has(name)) throw new Missing(name);
  return names.get(name)!; // it is there, even if it is undefined
}
