import {
  type AsyncContextManager,
  type Coroutine,
  type CoroutineObject,
  sleep,
  withAsync,
} from '@asyncio-ts/tasks';
import { describe, expectTypeOf, it } from 'vitest';

import {
  aiter,
  anext,
  type AsyncCursor,
  asyncFor,
  asyncGenerator,
  type AsyncGeneratorFunction,
  type AsyncGeneratorObject,
  BREAK,
  emit,
  type Emits,
  fromAsyncIterable,
  iterate,
  type Iteration,
  toAsyncIterable,
} from '../src/index.js';

declare const numbers: AsyncGeneratorObject<number>;
declare const texts: AsyncIterable<string>;
declare const cursor: AsyncCursor<Date>;
declare function use(loop: unknown): void;
declare const manager: AsyncContextManager<bigint>;

describe('asyncGenerator', () => {
  it('takes the type of the items from the annotation', () => {
    const rows = asyncGenerator(function* (url: string, limit?: number): Emits<number | string> {
      yield* sleep(1);
      yield* emit(url);
      yield* emit(limit ?? 10);
      yield* withAsync(manager, function* (big) {
        yield* emit(Number(big));
      });
    });
    expectTypeOf(rows).toEqualTypeOf<
      AsyncGeneratorFunction<unknown, [url: string, limit?: number | undefined], number | string>
    >();
    expectTypeOf(rows('')).toEqualTypeOf<AsyncGeneratorObject<number | string>>();
    // @ts-expect-error -- a string is needed
    rows(1);
  });

  it('infers it where the body only emits', () => {
    const mixed = asyncGenerator(function* () {
      yield* emit(1);
      yield* emit('a');
    });
    expectTypeOf(mixed()).toEqualTypeOf<AsyncGeneratorObject<number | string>>();
    const pauses = asyncGenerator(function* () {
      yield* sleep(1);
      yield* emit(1);
      yield* withAsync(manager, () => sleep(1));
    });
    expectTypeOf(pauses()).toEqualTypeOf<AsyncGeneratorObject<number>>();
    const none = asyncGenerator(function* () {
      yield* emit(undefined);
    });
    expectTypeOf(none()).toEqualTypeOf<AsyncGeneratorObject<undefined>>();
  });

  it('has unknown items where nothing tells', () => {
    const nested = asyncGenerator(function* () {
      yield* withAsync(manager, function* (big) {
        yield* emit(big);
      });
    });
    expectTypeOf(nested()).toEqualTypeOf<AsyncGeneratorObject<unknown>>();
  });

  it('checks what the body emits', () => {
    asyncGenerator(function* (): Emits<number> {
      // @ts-expect-error -- not a number
      yield* emit('a');
    });
    // @ts-expect-error -- an async generator returns nothing
    asyncGenerator(function* (): Coroutine<number> {
      yield* emit(1);
      return 1;
    });
  });

  it('gives results of iterators', () => {
    expectTypeOf(numbers.anext()).toEqualTypeOf<CoroutineObject<IteratorResult<number, undefined>>>();
    expectTypeOf(numbers.asend('any')).toEqualTypeOf<CoroutineObject<IteratorResult<number, undefined>>>();
    expectTypeOf(numbers.athrow(new Error())).toEqualTypeOf<
      CoroutineObject<IteratorResult<number, undefined>>
    >();
    expectTypeOf(numbers.aclose()).toEqualTypeOf<CoroutineObject<void>>();
    expectTypeOf(numbers).toExtend<AsyncIterable<number>>();
    expectTypeOf(numbers).toExtend<AsyncCursor<number>>();
  });
});

describe('emit', () => {
  it('may be awaited wherever a coroutine may, and gives what was sent', () => {
    function* helper(): Coroutine {
      return yield* emit(1);
    }
    expectTypeOf(helper).toBeFunction();
    expectTypeOf(emit(1)).toExtend<CoroutineObject<unknown>>();
  });
});

describe('loops', () => {
  it('infer the item from ours, native and plain iterables', () => {
    use(
      asyncFor(numbers, function* (item) {
        expectTypeOf(item).toEqualTypeOf<number>();
      }),
    );
    use(
      asyncFor(texts, function* (item) {
        expectTypeOf(item).toEqualTypeOf<string>();
        return BREAK;
      }),
    );
    use(
      asyncFor(new Map([['a', 1]]), function* (item) {
        expectTypeOf(item).toEqualTypeOf<[string, number]>();
      }),
    );
    expectTypeOf(asyncFor([1], function* () {})).toEqualTypeOf<CoroutineObject<boolean>>();
    expectTypeOf(iterate(numbers)).toEqualTypeOf<Iteration<number>>();
    expectTypeOf(iterate({ aiter: () => cursor }).value).toEqualTypeOf<Date>();
    // @ts-expect-error -- a body that is no coroutine
    use(asyncFor([1], (item) => item));
    // @ts-expect-error -- nothing to loop over
    use(asyncFor(7, function* () {}));
  });

  it('infer it in conversions, too', () => {
    expectTypeOf(toAsyncIterable(numbers)).toEqualTypeOf<AsyncIterable<number>>();
    expectTypeOf(fromAsyncIterable(texts).aiter()).toEqualTypeOf<AsyncCursor<string>>();
  });
});

describe('aiter and anext', () => {
  it('infer cursors and items', () => {
    expectTypeOf(aiter(numbers)).toEqualTypeOf<AsyncGeneratorObject<number>>();
    expectTypeOf(aiter(texts)).toEqualTypeOf<AsyncCursor<string>>();
    expectTypeOf(anext(cursor)).toEqualTypeOf<CoroutineObject<Date>>();
    expectTypeOf(anext(cursor, 'none')).toEqualTypeOf<CoroutineObject<Date | string>>();
    // @ts-expect-error -- open it first, with aiter()
    use(anext([1]));
  });
});
