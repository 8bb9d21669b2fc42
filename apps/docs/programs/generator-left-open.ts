// Two generators, stepped by hand: one is closed by withAsync, the other is left open until the program ends.
import {
  anext,
  asyncGenerator,
  coroutine,
  emit,
  type Emits,
  iterate,
  run,
  sleep,
  withAsync,
} from 'asyncio-ts';

const numbers = asyncGenerator(function* numbers(name: string): Emits<number> {
  try {
    for (let n = 1; ; n++) {
      yield* sleep(1);
      yield* emit(n);
    }
  } finally {
    console.log(`${name} is closed`);
  }
});

const main = coroutine(function* main() {
  const left = numbers('left');
  console.log('left:', yield* anext(left), yield* anext(left));

  const firstBig = yield* withAsync(iterate(numbers('managed')), function* (cursor) {
    while (yield* cursor.next()) {
      if (cursor.value > 2) return cursor.value; // out of the loop, and of the function
    }
    return undefined;
  });
  console.log('first above 2:', firstBig);

  console.log(`main ends: ${String(left)}`);
});

await run(main());
