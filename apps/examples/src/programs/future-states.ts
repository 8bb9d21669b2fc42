/**
 * future-states: a future is pending, has a result, has an exception, or is cancelled; and never changes back.
 *
 * result() and exception() take no timeout: asked too early, they throw InvalidStateError. Callbacks run in a later
 * turn of the loop, never inside setResult; so does one that is added when all is over.
 */
import { coroutine, Future, InvalidStateError, run, sleep, taskGroup } from 'asyncio-ts';

class AppError extends Error {
  override name = 'AppError';
}

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

/** What a method of the future returns or throws. */
function attempt(method: () => unknown): string {
  try {
    return show(method());
  } catch (error) {
    return `raises ${show(error)}`;
  }
}

function state(future: Future<unknown>): void {
  console.log(`  done: ${show(future.done())}, cancelled: ${show(future.cancelled())}`);
  console.log(
    '  result:',
    attempt(() => future.result()),
  );
  console.log(
    '  exception:',
    attempt(() => future.exception()),
  );
}

/** A future settled just now: its state, then its callback, then attempts to change it. */
const settled = coroutine(function* settled(future: Future<unknown>) {
  future.addDoneCallback(() => {
    console.log('  callback');
  });
  state(future);
  yield* sleep(0); // one turn, for the callback
  try {
    future.setResult('something else');
  } catch (error) {
    if (!(error instanceof InvalidStateError)) throw error;
    console.log('  set_result raises', error.name);
  }
  console.log('  cancel taken:', show(future.cancel()));
  // A cancelled future throws here, too, so this catch takes everything: nobody cancels this task.
  try {
    console.log('  await gave', yield* future);
  } catch (error) {
    console.log('  await raised', show(error));
  }
});

const callbacks = coroutine(function* callbacks() {
  const future = new Future<number>();
  const removed = (): void => {
    console.log('  this one was removed');
  };
  future.addDoneCallback((done) => {
    console.log('  first callback:', done.result());
  });
  future.addDoneCallback(removed);
  future.addDoneCallback((done) => {
    console.log('  second callback:', done.result());
  });
  console.log('  removed:', future.removeDoneCallback(removed));
  future.setResult(42);
  console.log('  the result is set, no callback has run');
  yield* sleep(0);
});

const awaitedByTwo = coroutine(function* awaitedByTwo() {
  const future = new Future<string>();
  const waiter = coroutine(function* waiter(name: string) {
    console.log(`  ${name} waits`);
    console.log(`  ${name} has ${yield* future}`);
  });
  yield* taskGroup(function* (tg) {
    tg.createTask(waiter('first'));
    tg.createTask(waiter('second'));
    yield* sleep(0);
    console.log('  main sets the result');
    future.setResult('the answer');
  });
});

const main = coroutine(function* main() {
  console.log('--- pending');
  state(new Future());

  console.log('--- with a result');
  const successful = new Future<number>();
  successful.setResult(42);
  yield* settled(successful);

  console.log('--- with an exception');
  const failed = new Future<number>();
  failed.setException(new AppError('no luck'));
  yield* settled(failed);

  console.log('--- cancelled');
  const cancelled = new Future<number>();
  console.log('  cancel taken:', show(cancelled.cancel('not needed any more')));
  yield* settled(cancelled);

  console.log('--- callbacks');
  yield* callbacks();
  console.log('--- awaited by two tasks');
  yield* awaitedByTwo();
});

export async function futureStates(): Promise<void> {
  await run(main());
}
