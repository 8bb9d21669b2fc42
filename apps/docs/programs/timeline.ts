// An observer of twenty lines prints a timeline: what each task does, and when.
import {
  coroutine,
  createTask,
  currentTask,
  getRunningLoop,
  Lock,
  type LoopEvent,
  observe,
  run,
  sleep,
  withAsync,
} from 'asyncio-ts';

function wordsFor(event: LoopEvent): string | undefined {
  switch (event.type) {
    case 'taskCreated':
      return `${event.task.getName()} exists`;
    case 'stepBegan':
      return `${event.task.getName()} runs`;
    case 'suspended':
      return `${event.task.getName()} waits in ${event.task.getStack().join(' > ')}`; // and for event.on
    case 'cancelRequested':
      return `${event.task.getName()} is cancelled by ${event.by?.getName() ?? 'nobody'}`;
    case 'done':
      return `${event.task.getName()} ${event.task.cancelled() ? 'was stopped' : 'is done'}`;
    default:
      return undefined; // turns, timers, callbacks
  }
}

const paint = coroutine(function* paint(ladder: Lock) {
  yield* withAsync(ladder, () => sleep(2));
});

const main = coroutine(function* main() {
  currentTask()!.setName('main');
  const start = getRunningLoop().time();
  const stop = observe(getRunningLoop(), (event) => {
    const words = wordsFor(event);
    if (words !== undefined) console.log(`${event.time - start} s  ${words}`);
  });
  const ladder = new Lock();
  createTask(paint(ladder), { name: 'Ann' });
  const bob = createTask(paint(ladder), { name: 'Bob' });
  yield* sleep(3);
  bob.cancel();
  yield* sleep(0);
  stop();
});

await run(main());
