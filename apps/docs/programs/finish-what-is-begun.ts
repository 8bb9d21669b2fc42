// A signal comes at 2.5 s: each worker finishes the job it is at, takes no other one, and the program ends.
import { coroutine, createTask, getRunningLoop, run, shield, sleep, type Task, taskGroup } from 'asyncio-ts';

const job = coroutine(function* job(worker: string, number: number) {
  console.log(`${worker} begins job ${number}`);
  yield* sleep(2);
  console.log(`${worker} has done job ${number}`);
});

/** Waits for `task` to its end, also when cancelled meanwhile. The cancellation goes on after that. */
const finish = coroutine(function* finish(task: Task<void>) {
  try {
    yield* shield(task);
  } finally {
    yield* task; // at once, unless the line above was cancelled
  }
});

let next = 1;

const work = coroutine(function* work(name: string) {
  for (;;) yield* finish(createTask(job(name, next++)));
});

const main = coroutine(function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(work('Ann'), { name: 'ann' });
    group.createTask(work('Bob'), { name: 'bob' });
    // Stands for addSignalHandler('SIGTERM', …)
    getRunningLoop().callLater(2.5, () => {
      console.log('SIGTERM');
      group.cancel();
    });
  });
  console.log(`main ends, job ${next} would be next`);
});

await run(main());
