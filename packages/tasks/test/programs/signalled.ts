/** Nothing is alive but a signal handler of the loop: that keeps the program waiting. */
import { type Coroutine, Future, getRunningLoop, run } from '@asyncio-ts/tasks';

function* main(): Coroutine<string> {
  const signal = new Future<string>();
  getRunningLoop().addSignalHandler('SIGTERM', () => {
    signal.setResult('SIGTERM handled');
  });
  console.log('ready');
  return yield* signal;
}

console.log(await run(main()));
