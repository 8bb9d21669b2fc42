/** Async generators, ours and the engine's. */
import {
  anext,
  asyncFor,
  asyncGenerator,
  type AsyncGeneratorObject,
  BREAK,
  emit,
  type Emits,
  fromAsyncIterable,
  iterate,
  toAsyncIterable,
} from '@asyncio-ts/iterators';
import { type Coroutine, coroutine, run, sleep } from '@asyncio-ts/tasks';

import { exactly } from './same.js';

const countdown = asyncGenerator(function* countdown(from: number): Emits<number> {
  for (let n = from; n > 0; n--) {
    yield* sleep(1);
    yield* emit(n);
    // @ts-expect-error -- not a number
    yield* emit('n');
  }
});

const inferred = asyncGenerator(function* () {
  yield* emit(1);
  yield* emit('a');
});

export const loops = coroutine(function* loops(dates: AsyncIterable<Date>): Coroutine<void> {
  const numbers = countdown(3);
  exactly<AsyncGeneratorObject<number>>()(numbers);
  yield* asyncFor(numbers, function* (n) {
    exactly<number>()(n);
    yield* sleep(n);
    return n > 1 ? undefined : BREAK;
  });
  yield* asyncFor(inferred(), function* (item) {
    exactly<number | string>()(item);
  });
  yield* asyncFor(dates, function* (date) {
    exactly<Date>()(date);
  });
  const next = yield* anext(countdown(1), undefined);
  exactly<number | undefined>()(next);
  const loop = iterate(countdown(2));
  try {
    while (yield* loop.next()) exactly<number>()(loop.value);
  } finally {
    yield* loop.close();
  }
  const cursor = fromAsyncIterable(dates);
  yield* asyncFor(cursor, function* (date) {
    exactly<Date>()(date);
  });
  // @ts-expect-error -- a number is not iterable
  yield* asyncFor(5, () => undefined);
});

export async function outside(dates: AsyncIterable<Date>): Promise<number> {
  let sum = 0;
  for await (const n of toAsyncIterable(countdown(3))) {
    exactly<number>()(n);
    sum += n;
  }
  await run(loops(dates));
  return sum;
}
