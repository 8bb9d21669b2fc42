// Three downloads at once: one fails, and the group cancels the one that would take a minute.
import { coroutine, type ExceptionGroup, run, sleep, taskGroup } from 'asyncio-ts';

const download = coroutine(function* download(file: string, seconds: number) {
  try {
    yield* sleep(seconds); // `await` is `yield*`, and time is in seconds
    if (file === 'b') throw new Error('b is not there');
    console.log(file, 'has arrived');
  } finally {
    console.log(file, 'is closed'); // however it ended
  }
});

const main = coroutine(function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(download('a', 1), { name: 'a' });
    group.createTask(download('b', 5), { name: 'b' });
    group.createTask(download('c', 60), { name: 'c' });
  }); // here all three have ended
});

await run(main()).catch((error: unknown) => {
  console.log((error as ExceptionGroup).errors.map(String));
});
