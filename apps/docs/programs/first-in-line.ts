// A lock goes to whoever has waited longest. A queue lets others overtake, and who is overtaken waits at the end again.
import { coroutine, createTask, gather, Lock, Queue, run, sleep } from 'asyncio-ts';

const write = coroutine(function* write(name: string, lock: Lock) {
  for (const letter of ['a first letter', 'a second letter']) {
    yield* lock.acquire();
    console.log(`${name} writes ${letter}`);
    yield* sleep(1);
    lock.release(); // and asks again at once
  }
});

const fetch = coroutine(function* fetch(name: string, shelf: Queue<string>) {
  console.log(`${name} gets ${yield* shelf.get()}`);
});

const main = coroutine(function* main() {
  const pen = new Lock();
  yield* gather(['Ann', 'Bob', 'Cid'].map((name) => write(name, pen)));

  const shelf = new Queue<string>();
  const waiting = ['Ann', 'Bob'].map((name) => createTask(fetch(name, shelf), { name }));
  yield* sleep(1);
  shelf.putNowait('an apple'); // wakes Ann, whose turn has not come when
  console.log(`main takes ${shelf.getNowait()}`);
  yield* sleep(1);
  shelf.putNowait('a banana');
  shelf.putNowait('a cherry');
  yield* gather(waiting);
});

await run(main());
