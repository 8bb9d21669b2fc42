// Somebody types; each key press cancels the search for what was there before, and only the last one answers.
import { asyncFor, coroutine, Queue, run, sleep, type Task, taskGroup } from 'asyncio-ts';

const search = coroutine(function* search(text: string) {
  try {
    yield* sleep(2); // the server is slow
    console.log(`results for "${text}"`);
  } finally {
    console.log(`"${text}" is over`);
  }
});

const type = coroutine(function* type(keys: Queue<string>) {
  for (const text of ['c', 'ca', 'cat']) {
    console.log(`typed "${text}"`);
    keys.putNowait(text);
    yield* sleep(1);
  }
  keys.shutdown(); // no more to come
});

const main = coroutine(function* main() {
  const keys = new Queue<string>();
  yield* taskGroup(function* (group) {
    group.createTask(type(keys), { name: 'typist' });
    let latest: Task<void> | undefined;
    yield* asyncFor(keys, function* (text) {
      latest?.cancel();
      latest = group.createTask(search(text), { name: text });
    });
  });
  console.log('done');
});

await run(main());
