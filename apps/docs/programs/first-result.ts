// Three mirrors are asked at once: the first fails, the second wins, and the third has cleaned up before the result is used.
import {
  type Coroutine,
  coroutine,
  ExceptionGroup,
  rethrowIfCancelled,
  run,
  sleep,
  taskGroup,
  type Yieldable,
} from 'asyncio-ts';

const firstResult = coroutine(function* firstResult<T>(attempts: Iterable<() => Yieldable<T>>): Coroutine<T> {
  const results: T[] = [];
  const errors: unknown[] = [];
  yield* taskGroup(function* (group) {
    const compete = coroutine(function* compete(attempt: () => Yieldable<T>) {
      try {
        results.push(yield* attempt());
        group.cancel();
      } catch (error) {
        rethrowIfCancelled(error);
        errors.push(error);
      }
    });
    for (const attempt of attempts) group.createTask(compete(attempt));
  });
  if (results.length > 0) return results[0]!;
  throw new ExceptionGroup('every attempt failed', errors);
});

const ask = coroutine(function* ask(mirror: string, seconds: number) {
  try {
    yield* sleep(seconds);
    if (mirror === 'north') throw new Error('north is down');
    return `the page, from ${mirror}`;
  } finally {
    console.log(`${mirror} is over`);
  }
});

const main = coroutine(function* main() {
  const page = yield* firstResult([() => ask('north', 1), () => ask('east', 2), () => ask('south', 60)]);
  console.log(page);
});

await run(main());
