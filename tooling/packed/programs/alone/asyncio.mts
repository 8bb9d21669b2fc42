import {
  asyncFor,
  coroutine,
  createTask,
  gather,
  Lock,
  Queue,
  run,
  sleep,
  taskGroup,
  timeout,
  TimeoutError,
  withAsync,
} from 'asyncio-ts';

const fetchPage = coroutine(function* fetchPage(url: string, seconds: number) {
  try {
    yield* sleep(seconds);
    return `page of ${url}`;
  } finally {
    console.log(`${url} is done`);
  }
});

const main = coroutine(function* main() {
  const pages = new Queue<string>();
  const printer = createTask(
    asyncFor(pages, function* (page) {
      console.log(page);
    }),
  );
  try {
    yield* timeout(0.05, () =>
      taskGroup(function* (group) {
        const quick = group.createTask(fetchPage('/quick', 0.001));
        group.createTask(fetchPage('/slow', 10));
        yield* pages.put(yield* quick);
      }),
    );
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log('no more pages');
  }
  pages.shutdown();
  yield* printer;
  const lock = new Lock();
  return yield* gather([1, 2].map((n) => withAsync(lock, () => sleep(0, n * n))));
});

void run(main()).then((squares: number[]) => console.log(squares.join(' ')));
// /quick is done
// page of /quick
// /slow is done
// no more pages
// 1 4
