import { sleep, taskGroup } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  let sum = 0;
  function* child(i: number) {
    yield* sleep(0);
    sum += i;
  }
  yield* taskGroup(function* (group) {
    for (let i = 0; i < n; i++) group.createTask(child(i));
  });
  return sum;
}
