/**
 * task-outlives-creator: a task goes on by itself after the coroutine that created it; not after the program.
 *
 * myFunc creates myTask and never awaits, so myTask gets its first turn only when myFunc is over. There `run` cancels
 * what is still going: myTask says that it starts, and never that it ends. If the caller stays, the task outlives its
 * creator. A coroutine that is awaited directly is no task at all: the caller waits for it, and others may run
 * meanwhile.
 */
import { coroutine, createTask, run, sleep } from 'asyncio-ts';

const SECOND = 0.05; // how long a second of the program lasts here

const myTask = coroutine(function* myTask() {
  console.log('myTask starts');
  yield* sleep(10 * SECOND);
  console.log('myTask ends');
});

const myFunc = coroutine(function* myFunc() {
  console.log('Creating myTask');
  const task = createTask(myTask(), { name: 'myTask' });
  console.log('Created', task.getName());
  for (let i = 0; i < 10; i++) console.log(i);
});

const callerStays = coroutine(function* callerStays() {
  yield* myFunc();
  console.log('myFunc is over, its caller waits');
  yield* sleep(11 * SECOND);
});

const other = coroutine(function* other() {
  console.log('other has a turn');
});

const awaitDirectly = coroutine(function* awaitDirectly() {
  createTask(other());
  console.log('Awaiting myTask');
  yield* myTask();
  console.log('Awaited myTask');
});

export async function taskOutlivesCreator(): Promise<void> {
  console.log('--- the program ends with the creator');
  await run(myFunc());
  console.log('--- the program goes on');
  await run(callerStays());
  console.log('--- no task, but a coroutine awaited directly');
  await run(awaitDirectly());
}
