// Three tasks from their making to their end: one returns, one throws, one is cancelled.
import { coroutine, createTask, run, sleep, type Task, wait } from 'asyncio-ts';

const mail = coroutine(function* mail(letter: string) {
  console.log(`${letter} is on its way`);
  yield* sleep(letter === 'postcard' ? 1 : 2);
  if (letter === 'parcel') throw new Error('nobody was at home');
  return `${letter} delivered`;
});

function report(tasks: readonly Task<string>[]): void {
  for (const task of tasks) {
    if (!task.done()) console.log(' ', task.getName(), 'pending');
    else if (task.cancelled()) console.log(' ', task.getName(), 'cancelled');
    else if (task.exception() !== undefined) console.log(' ', task.getName(), String(task.exception()));
    else console.log(' ', task.getName(), task.result());
  }
}

const main = coroutine(function* main() {
  const tasks = ['postcard', 'parcel', 'letter'].map((name) => createTask(mail(name), { name }));
  console.log('made, and not begun');
  yield* sleep(1.5);
  console.log('after 1.5 s');
  report(tasks);
  tasks[2]!.cancel();
  yield* wait(tasks); // until all have ended, however they did
  console.log('at the end');
  report(tasks);
});

await run(main());
