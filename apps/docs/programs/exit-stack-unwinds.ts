// A program opens things one by one and is stopped: an exit stack closes what was opened, the last one first.
import {
  AsyncExitStack,
  coroutine,
  createTask,
  getRunningLoop,
  run,
  sleep,
  wait,
  withAsync,
} from 'asyncio-ts';

const open = coroutine(function* open(name: string, stack: AsyncExitStack) {
  yield* sleep(1);
  console.log(`${name} is open`);
  stack.pushAsyncCallback(function* () {
    yield* sleep(1);
    console.log(`${name} is closed`);
  });
});

const serve = coroutine(function* serve(names: string[]) {
  yield* withAsync(new AsyncExitStack(), function* (stack) {
    stack.callback(() => {
      console.log('goodbye');
    });
    for (const name of names) yield* open(name, stack);
    console.log('all are open');
    yield* sleep(60);
  });
});

const main = coroutine(function* main() {
  const serving = createTask(serve(['disk', 'database', 'cache']), { name: 'serve' });
  // Stands for addSignalHandler('SIGTERM', …)
  getRunningLoop().callLater(2.5, () => {
    console.log('SIGTERM');
    serving.cancel();
  });
  yield* wait([serving]);
  console.log('main ends');
});

await run(main());
