/**
 * task-status: what a task says of itself while it runs, and after each of the ways to end.
 *
 * It ends by returning, by an error nobody handled, or by cancel(), which throws CancelledError into its coroutine; a
 * coroutine that handles that one is done, but not cancelled.
 */
import {
  CancelledError,
  coroutine,
  type CoroutineObject,
  createTask,
  run,
  sleep,
  type Task,
} from 'asyncio-ts';

const SECOND = 0.1; // how long a second of the program lasts here

class AppError extends Error {
  override name = 'AppError';
}

const returnsDeliberately = coroutine(function* returnsDeliberately() {
  return 'a result';
});

const returnsNothing = coroutine(function* returnsNothing() {
  // Python's None is undefined here.
});

const fails = coroutine(function* fails() {
  throw new AppError('not handled');
});

const sleeps = coroutine(function* sleeps() {
  yield* sleep(10 * SECOND);
});

const handlesTheCancellation = coroutine(function* handlesTheCancellation() {
  try {
    return yield* sleep(10 * SECOND);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    return `cancelled? no: ${error.message}`;
  }
});

/** A value in words that do not depend on the language. */
function show(value: unknown): string {
  if (value instanceof Error) return `${value.name}(${firstLine(value.message)})`;
  if (value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Python's part of a message; ours goes on with what to do instead. */
function firstLine(text: string): string {
  return text.split('\n', 1).join('');
}

/** What a method of the task returns or throws. */
function attempt(method: () => unknown): string {
  try {
    return show(method());
  } catch (error) {
    return `raises ${show(error)}`;
  }
}

function status(task: Task<unknown>): void {
  console.log(`  done: ${show(task.done())}, cancelled: ${show(task.cancelled())}`);
  console.log(
    '  result:',
    attempt(() => task.result()),
  );
  console.log(
    '  exception:',
    attempt(() => task.exception()),
  );
}

const myCaller = coroutine(function* myCaller(
  title: string,
  called: CoroutineObject<unknown>,
  { cancelWith }: { cancelWith?: string } = {},
) {
  console.log('---', title);
  const task = createTask(called);
  if (cancelWith !== undefined) {
    yield* sleep(1 * SECOND);
    status(task);
    console.log('  cancel taken:', show(task.cancel(cancelWith)));
  }
  // An error comes out of the await, whatever ended the task. Python needs two clauses here, for its
  // `except Exception` lets CancelledError pass; a plain catch takes both.
  try {
    console.log('  await gave', show(yield* task));
  } catch (error) {
    console.log('  await raised', show(error));
  }
  status(task);
  console.log('  another cancel taken:', show(task.cancel()));
});

const main = coroutine(function* main() {
  const cancelWith = 'optional message';
  yield* myCaller('returns deliberately', returnsDeliberately());
  yield* myCaller('returns nothing', returnsNothing());
  yield* myCaller('fails', fails());
  yield* myCaller('sleeps', sleeps(), { cancelWith });
  yield* myCaller('handles the cancellation', handlesTheCancellation(), { cancelWith });
});

export async function taskStatus(): Promise<void> {
  await run(main());
}
