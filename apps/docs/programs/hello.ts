// Two greetings at once: each sleeps, and the loop runs the other one meanwhile.
import { coroutine, createTask, run, sleep } from 'asyncio-ts';

const greet = coroutine(function* greet(name: string, seconds: number) {
  yield* sleep(seconds);
  console.log(`Hello, ${name}!`);
  return name.length;
});

const main = coroutine(function* main() {
  const ann = createTask(greet('Ann', 2), { name: 'ann' });
  const bob = createTask(greet('Bob', 1), { name: 'bob' });
  console.log('both are under way');
  console.log('letters:', (yield* ann) + (yield* bob));
});

await run(main());
