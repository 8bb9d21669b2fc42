// Two timeouts, one in the other: each turns only its own cancellation into a TimeoutError.
import { CancelledError, coroutine, getRunningLoop, run, sleep, timeout, TimeoutError } from 'asyncio-ts';

const attempt = coroutine(function* attempt(inner: number, outer: number) {
  const loop = getRunningLoop();
  const start = loop.time();
  const say = (text: string) => {
    console.log(`${loop.time() - start} s: ${text}`);
  };
  console.log(`inner ${inner} s, outer ${outer} s`);
  try {
    yield* timeout(outer, function* () {
      try {
        yield* timeout(inner, () => sleep(10));
      } catch (error) {
        if (error instanceof CancelledError)
          say('CancelledError leaves the inner timeout: it is not its own');
        if (!(error instanceof TimeoutError)) throw error;
        say('TimeoutError leaves the inner timeout, and is handled');
        yield* sleep(1);
        say('the outer body has gone on');
      }
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    say('TimeoutError leaves the outer timeout');
  }
});

const main = coroutine(function* main() {
  yield* attempt(2, 5);
  yield* attempt(5, 2);
});

await run(main());
