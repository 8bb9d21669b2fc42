// Two tasks fail. One is awaited in the end; of the other, the loop's exception handler is told.
import { coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

const fail = coroutine(function* fail(text: string) {
  yield* sleep(1);
  throw new Error(text);
});

const main = coroutine(function* main() {
  getRunningLoop().setExceptionHandler((_loop, context) => {
    console.log(`handler: ${context.message}: ${String(context.exception)}`);
  });
  const awaited = createTask(fail('no disk'), { name: 'awaited' });
  createTask(fail('no network'), { name: 'forgotten' });

  yield* sleep(5);
  console.log('four seconds after both have failed, main still runs');
  try {
    yield* awaited;
  } catch (error) {
    console.log(`main: ${String(error)}`);
  }
  console.log('main ends');
});

await run(main());
