// A fast producer and a slow consumer: with room for two items, the producer is held to the consumer's pace.
import { coroutine, createTask, getRunningLoop, Queue, run, sleep } from 'asyncio-ts';

const main = coroutine(function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const say = (text: string) => {
    console.log(`${loop.time() - start} s: ${text}`);
  };
  const queue = new Queue<string>(2);

  const cook = coroutine(function* cook() {
    for (const dish of ['soup', 'fish', 'cake', 'tea', 'nuts']) {
      yield* sleep(1);
      say(`${dish} is ready${queue.full() ? ', but there is no room' : ''}`);
      yield* queue.put(dish);
    }
  });
  const waiter = coroutine(function* waiter() {
    for (;;) {
      const dish = yield* queue.get();
      say(`  ${dish} goes out, ${queue.qsize()} left`);
      yield* sleep(3);
      queue.taskDone();
    }
  });

  const serving = createTask(waiter(), { name: 'waiter' });
  yield* createTask(cook(), { name: 'cook' });
  say('all is cooked');
  yield* queue.join();
  say('all is served');
  serving.cancel();
});

await run(main());
