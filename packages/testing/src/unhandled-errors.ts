/** What a program left unhandled, as one error. */
import type { ExceptionContext } from '@asyncio-ts/loop';
import { describe } from '@asyncio-ts/tasks/internal';

/**
 * Problems that reached a loop's exception handler, where a program prints them and goes on: errors that nobody
 * retrieved, coroutines that nobody awaited, callbacks that threw, tasks that were left behind.
 *
 * `errors` has what was thrown, `contexts` what the handler was told. A test that expects such a problem sets a handler
 * of its own, with `getRunningLoop().setExceptionHandler(…)`.
 */
export class UnhandledErrors extends AggregateError {
  static {
    this.prototype.name = 'UnhandledErrors';
  }

  /** What the exception handler was told, in that order. */
  readonly contexts: readonly ExceptionContext[];

  constructor(contexts: readonly ExceptionContext[]) {
    const thrown = contexts.filter((context) => 'exception' in context).map(({ exception }) => exception);
    const title = contexts.length === 1 ? '1 problem was' : `${contexts.length} problems were`;
    const list = contexts.map((context, i) => `  ${i + 1}. ${lineOf(context)}`);
    super(
      thrown,
      [`${title} left unhandled`, ...list].join('\n'),
      thrown.length > 0 ? { cause: thrown[0] } : {},
    );
    this.contexts = contexts;
  }
}

function lineOf(context: ExceptionContext): string {
  const { message, exception, task, future, handle } = context;
  const where = task ?? future ?? handle;
  const error = 'exception' in context ? `: ${describe(exception)}` : '';
  return `${message}${error}${where === undefined ? '' : `\n     ${describe(where)}`}`;
}
