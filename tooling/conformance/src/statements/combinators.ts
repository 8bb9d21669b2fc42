/** `gather`, `wait`, `wait_for`, `shield`, `as_completed`. */
import { asCompleted, gather, type ReturnWhen, shield, wait, waitFor } from '@asyncio-ts/combinators';
import { CancelledError, type Future, TimeoutError } from '@asyncio-ts/tasks';

import { isInstance } from '../errors.js';
import type { Operand } from '../program.js';
import type { Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

export const combinators = {
  *gather(scope: Scope, operands: readonly Operand[], returnExceptions: boolean) {
    const results = yield* gatherAll(scope, operands, returnExceptions);
    scope.log(`gather -> ${show(results)}`);
  },

  *gather_start(scope: Scope, name: string, operands: readonly Operand[], returnExceptions: boolean) {
    scope.machine.refs.set(name, gatherAll(scope, operands, returnExceptions));
  },

  *wait(scope: Scope, refs: readonly string[], timeout: number | null, returnWhen: ReturnWhen) {
    const futures = findAll(scope, refs);
    const [done, pending] = yield* wait(futures, { timeout, returnWhen });
    scope.log(`wait -> done ${namesOf(scope, done)} pending ${namesOf(scope, pending)}`);
  },

  *wait_for(scope: Scope, operand: Operand, timeout: number | null) {
    const result = yield* waitFor(scope.machine.awaitable(operand), timeout);
    scope.log(`wait_for -> ${show(result)}`);
  },

  *shield(scope: Scope, operand: Operand) {
    scope.log(`shield -> ${show(yield* shield(scope.machine.awaitable(operand)))}`);
  },

  *as_completed(scope: Scope, refs: readonly string[], timeout: number | null) {
    for (const earliest of asCompleted(findAll(scope, refs), { timeout })) {
      try {
        scope.log(`as_completed -> ${show(yield* earliest)}`);
      } catch (error) {
        if (error instanceof CancelledError || error instanceof TimeoutError) throw error;
        if (!isInstance(error, 'Exception')) throw error;
        scope.log(`as_completed raised ${show(error)}`);
      }
    }
  },
} satisfies Statements;

function gatherAll(
  { machine }: Scope,
  operands: readonly Operand[],
  returnExceptions: boolean,
): Future<unknown[]> {
  return gather(
    operands.map((operand) => machine.awaitable(operand)),
    { returnExceptions },
  );
}

function findAll(scope: Scope, refs: readonly string[]): Future<unknown>[] {
  return refs.map((ref) => scope.find<Future<unknown>>(ref));
}

function namesOf({ machine }: Scope, futures: ReadonlySet<Future<unknown>>): string {
  return Array.from(futures, (future) => machine.label(future))
    .sort()
    .join(',');
}
