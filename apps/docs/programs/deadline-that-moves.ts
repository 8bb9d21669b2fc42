// A download may take as long as it likes, but must not be silent for more than three seconds.
import { coroutine, getRunningLoop, run, sleep, timeout, TimeoutError } from 'asyncio-ts';

const pauses = [1, 2, 2, 1, 6, 1]; // seconds before each chunk

const download = coroutine(function* download() {
  const loop = getRunningLoop();
  const start = loop.time();
  let chunks = 0;
  try {
    yield* timeout(3, function* (scope) {
      for (const pause of pauses) {
        yield* sleep(pause);
        chunks++;
        scope.reschedule(loop.time() + 3); // a time on the loop's clock, not a number of seconds from now
        console.log(
          `${loop.time() - start} s: chunk ${chunks}, must go on before ${scope.when()! - start} s`,
        );
      }
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log(`${loop.time() - start} s: silent for too long`);
  }
  return chunks;
});

const main = coroutine(function* main() {
  const chunks = yield* download();
  console.log(`${chunks} of ${pauses.length} chunks`);
});

await run(main());
