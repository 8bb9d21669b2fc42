import { exceptStar, ExceptionGroup, taskGroup, timeout } from '@asyncio-ts/structured';
import { run, sleep, TimeoutError, ValueError } from '@asyncio-ts/tasks';

function* parse(text: string) {
  yield* sleep(0.001);
  if (text === '') throw new ValueError('nothing to parse');
  return text.length;
}

function* main() {
  const tasks = yield* taskGroup(function* (group) {
    return [group.createTask(parse('seven')), group.createTask(parse('letters'))];
  });
  const lengths: number[] = tasks.map((task) => task.result());
  console.log(lengths.join(' and '));
  try {
    yield* taskGroup(function* (group) {
      group.createTask(parse(''));
      group.createTask(sleep(60));
    });
  } catch (error) {
    console.log(error instanceof ExceptionGroup);
    yield* exceptStar(error, [[ValueError, (group) => console.log(group.errors.map(String).join())]]);
  }
  try {
    yield* timeout(0.001, () => sleep(60));
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log('too slow');
  }
}

void run(main());
// 5 and 7
// true
// ValueError: nothing to parse
// too slow
