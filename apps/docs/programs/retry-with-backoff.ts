// A server that answers at the fourth try: the pauses grow from try to try, and chance shortens each of them.
import {
  type Coroutine,
  coroutine,
  getRunningLoop,
  rethrowIfCancelled,
  run,
  sleep,
  timeoutAt,
  TimeoutError,
  type Yieldable,
} from 'asyncio-ts';

class Unavailable extends Error {}

interface RetryOptions {
  readonly isTransient: (error: unknown) => boolean;
  readonly tries?: number;
  readonly within?: number; // seconds, for all tries and pauses together
  readonly firstPause?: number;
  readonly longestPause?: number;
  readonly random?: () => number;
}

const retry = coroutine(function* retry<T>(
  attempt: () => Yieldable<T>,
  {
    isTransient,
    tries = 5,
    within = 30,
    firstPause = 0.5,
    longestPause = 10,
    random = Math.random,
  }: RetryOptions,
): Coroutine<T> {
  const loop = getRunningLoop();
  const deadline = loop.time() + within;
  for (let n = 1; ; n++) {
    try {
      return yield* timeoutAt(deadline, attempt);
    } catch (error) {
      rethrowIfCancelled(error);
      const pause = random() * Math.min(longestPause, firstPause * 2 ** (n - 1));
      const isLast = n >= tries || loop.time() + pause >= deadline;
      if (isLast || !isTransient(error)) throw error;
      yield* sleep(pause);
    }
  }
});

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  const at = () => (getRunningLoop().time() - start).toFixed(2);
  let asked = 0;
  const ask = coroutine(function* ask() {
    console.log(`try ${++asked} at ${at()} s`);
    yield* sleep(0.25);
    if (asked < 4) throw new Unavailable('try later');
    return 'an answer';
  });
  const chances = [0.5, 0.75, 0.25]; // in place of Math.random, so that every run is the same
  const answer = yield* retry(ask, {
    isTransient: (error) => error instanceof Unavailable || error instanceof TimeoutError,
    random: () => chances.shift() ?? 1,
  });
  console.log(`${answer} at ${at()} s`);
});

await run(main());
