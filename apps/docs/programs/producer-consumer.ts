// Two producers, three consumers, a queue of two places: fast producers wait for room, and shutdown() ends the consumers.
import { asyncFor, coroutine, Queue, run, sleep, taskGroup } from 'asyncio-ts';

const produce = coroutine(function* produce(queue: Queue<string>, name: string, count: number) {
  for (let n = 1; n <= count; n++) {
    yield* sleep(0.1);
    yield* queue.put(`${name}${n}`); // waits while the queue is full
  }
  console.log(`producer ${name} is done`);
});

const consume = coroutine(function* consume(queue: Queue<string>, name: string) {
  let count = 0;
  yield* asyncFor(queue, function* (item) {
    yield* sleep(1);
    console.log(`${name} did ${item}`);
    count++;
  });
  return count; // the queue was shut down, and is empty
});

const main = coroutine(function* main() {
  const queue = new Queue<string>(2);
  const consumers = yield* taskGroup(function* (group) {
    const tasks = ['Ann', 'Bob', 'Cleo'].map((name) => group.createTask(consume(queue, name), { name }));
    yield* taskGroup(function* (producers) {
      producers.createTask(produce(queue, 'a', 4), { name: 'producer a' });
      producers.createTask(produce(queue, 'b', 3), { name: 'producer b' });
    }); // both producers have ended
    queue.shutdown();
    return tasks;
  }); // and all consumers, too
  console.log('items done:', consumers.map((task) => task.result()).join(' + '));
});

await run(main());
