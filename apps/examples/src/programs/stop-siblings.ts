/**
 * stop-siblings: of sleepers for 2, 5 and 7 s the second fails; who stops the third?
 *
 * Plain gather does not: it throws and lets the others go on, and its future is done by then, so cancelling that does
 * nothing. A gather of one's own, wait(FIRST_EXCEPTION) and TaskGroup each do. A fourth sleeper, of 3 s, has an error
 * that is not fatal: it is logged, and nobody stops for it.
 */
import {
  CancelledError,
  coroutine,
  type CoroutineObject,
  createTask,
  exceptStar,
  FIRST_EXCEPTION,
  gather,
  run,
  sleep,
  taskGroup,
  wait,
} from 'asyncio-ts';

const SECOND = 0.05; // how long a second of the program lasts here

class ErrorThatShouldCancelOtherTasks extends Error {
  override name = 'ErrorThatShouldCancelOtherTasks';
}

class RecoverableError extends Error {
  override name = 'RecoverableError';
}

const mySleep = coroutine(function* mySleep(secs: number) {
  try {
    yield* sleep(secs * SECOND);
    if (secs === 3) throw new RecoverableError('3 is unlucky');
    if (secs === 5) throw new ErrorThatShouldCancelOtherTasks('5 is forbidden!');
    console.log(`Slept for ${secs}secs.`);
  } catch (error) {
    if (error instanceof CancelledError) console.log(`Cancelled before ${secs}secs.`);
    if (!(error instanceof RecoverableError)) throw error;
    console.log(`Not fatal: ${error.message}`);
  }
});

function sleepers(): CoroutineObject<void>[] {
  return [2, 3, 5, 7].map((secs) => mySleep(secs));
}

const plainGather = coroutine(function* plainGather() {
  const future = gather(sleepers());
  try {
    yield* future;
  } catch (error) {
    if (!(error instanceof ErrorThatShouldCancelOtherTasks)) throw error;
    console.log(`Fatal error; cancelling: ${error.message}`);
    console.log('cancel() found something to cancel:', future.cancel() ? 'yes' : 'no');
  }
});

/** Like asyncio's gather, but whatever goes wrong cancels all that is left. */
const strictGather = coroutine(function* strictGather<T>(coroutines: readonly CoroutineObject<T>[]) {
  const tasks = coroutines.map((each) => createTask(each));
  try {
    return yield* gather(tasks);
  } catch (error) {
    for (const task of tasks) task.cancel();
    throw error;
  }
});

const ownGather = coroutine(function* ownGather() {
  try {
    yield* strictGather(sleepers());
  } catch (error) {
    if (!(error instanceof ErrorThatShouldCancelOtherTasks)) throw error;
    console.log(`Fatal error: ${error.message}`);
  }
});

const waitFirstException = coroutine(function* waitFirstException() {
  const tasks = sleepers().map((sleeper) => createTask(sleeper));
  const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
  console.log(`wait returned: ${done.size} done, ${pending.size} pending`);
  for (const task of pending) task.cancel();
  for (const task of done) {
    const error = task.exception();
    if (error instanceof Error) console.log(`Fatal error: ${error.message}`);
  }
});

const inTaskGroup = coroutine(function* inTaskGroup() {
  try {
    yield* taskGroup(function* (tg) {
      for (const sleeper of sleepers()) tg.createTask(sleeper);
    });
  } catch (error) {
    yield* exceptStar(error, [
      [
        ErrorThatShouldCancelOtherTasks,
        (group) => {
          for (const { message } of group.errors as Error[]) console.log(`Fatal error: ${message}`);
        },
      ],
    ]);
  }
});

const main = coroutine(function* main(title: string, way: () => CoroutineObject<void>) {
  console.log(`--- ${title}`);
  yield* way();
  yield* sleep(5 * SECOND); // whoever was not stopped shows up in this time
});

export async function stopSiblings(): Promise<void> {
  await run(main('plain gather', plainGather));
  await run(main('own gather', ownGather));
  await run(main('wait first exception', waitFirstException));
  await run(main('task group', inTaskGroup));
}
