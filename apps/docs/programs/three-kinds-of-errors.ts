// Two children of a group fail at once, and a third is cancelled: each kind of error gets a handler of its own.
import { coroutine, ExceptionGroup, exceptStar, run, sleep, taskGroup, ValueError } from 'asyncio-ts';

const readTable = coroutine(function* readTable(name: string, seconds: number) {
  try {
    yield* sleep(seconds);
    if (!name.endsWith('.csv')) throw new ValueError(`${name} is no table`);
    if (name.startsWith('/')) throw new RangeError(`${name} is outside of the folder`);
    console.log(`read ${name}`);
  } finally {
    console.log(`closed ${name}`);
  }
});

const main = coroutine(function* main() {
  try {
    yield* taskGroup(function* (group) {
      group.createTask(readTable('small.csv', 1), { name: 'small' });
      group.createTask(readTable('notes.txt', 2), { name: 'notes' });
      group.createTask(readTable('/etc.csv', 2), { name: 'etc' });
      group.createTask(readTable('huge.csv', 9), { name: 'huge' });
    });
  } catch (error) {
    if (error instanceof ExceptionGroup) console.log(error.message);
    yield* exceptStar(error, [
      [ValueError, (group) => console.log('skipped:', group.errors.map(String).join())],
      [RangeError, (group) => console.log('refused:', group.errors.map(String).join())],
    ]);
  }
  console.log('all errors are handled');
});

await run(main());
