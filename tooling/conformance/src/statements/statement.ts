import type { Coroutine } from '@asyncio-ts/tasks';

import type { Scope } from '../scope.js';

/**
 * What a statement does: a coroutine over its arguments. It returns the `Return` that a body of its own came to, or
 * whatever it likes, which means to go on with the next statement.
 */
type Do = (scope: Scope, ...args: never[]) => Coroutine;

/** Statements by name. */
export type Statements = Readonly<Record<string, Do>>;
