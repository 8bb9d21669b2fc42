// Tea and coffee at once, as in Python: a task group inside a time limit, awaited with `yield*`.
import { coroutine, run, sleep, taskGroup, timeout } from 'asyncio-ts';

const brew = coroutine(function* brew(drink: string, seconds: number) {
  console.log(`${drink}: the water is on`);
  yield* sleep(seconds);
  return `${drink} is ready`;
});

const main = coroutine(function* main() {
  const [tea, coffee] = yield* timeout(5, () =>
    taskGroup(function* (tg) {
      return [
        tg.createTask(brew('tea', 3), { name: 'tea' }),
        tg.createTask(brew('coffee', 2), { name: 'coffee' }),
      ] as const;
    }),
  );
  console.log(tea.result(), '-', coffee.result());
});

await run(main());
