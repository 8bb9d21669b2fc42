// Tests that take no time: a poller that gives up after an hour, run to its end, and stopped by hand half way.
import { coroutine, run, sleep } from 'asyncio-ts';
import { ManualLoop, timeVirtual } from '@asyncio-ts/testing';

const poll = coroutine(function* poll(isReady: () => boolean, everySeconds: number, tries: number) {
  for (let n = 1; n <= tries; n++) {
    if (isReady()) return `ready at try ${n}`;
    yield* sleep(everySeconds);
  }
  return 'gave up';
});

// To its end: the clock jumps from timer to timer.
const { value, seconds } = timeVirtual(poll(() => false, 60, 60));
console.log(`${value} after ${seconds} s`);

// By hand: the clock stands still until it is moved.
let ready = false;
const loop = new ManualLoop();
const task = loop.start(poll(() => ready, 60, 60));
loop.advance(150);
console.log(`after 150 s: done is ${task.done()}`);
ready = true;
loop.advance(30);
console.log(`after 180 s: ${task.result()}`);
loop.close();

// And the same coroutine as a program.
await run(
  coroutine(function* main() {
    console.log(yield* poll(() => true, 60, 60));
  })(),
);
