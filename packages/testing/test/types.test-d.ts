import * as nodeTest from 'node:test';

import type { ExceptionContext } from '@asyncio-ts/loop';
import { coroutine, sleep, type Task } from '@asyncio-ts/tasks';
import { afterEach, beforeEach, describe, expectTypeOf, it } from 'vitest';

import {
  guardLoops,
  LoopGuard,
  type ManualLoop,
  runVirtual,
  type Timed,
  timeVirtual,
  type UnhandledErrors,
} from '../src/index.js';

declare const loop: ManualLoop;
declare const error: UnhandledErrors;
declare const jest: { afterEach: (fn: (done: () => void) => void, timeout?: number) => void };

const main = coroutine(function* (n?: number) {
  yield* sleep(n ?? 1);
  return { n: n ?? 1 };
});

describe('runVirtual', () => {
  it('gives the type of the result', () => {
    expectTypeOf(runVirtual(main)).toEqualTypeOf<{ n: number }>();
    expectTypeOf(runVirtual(main(2))).toEqualTypeOf<{ n: number }>();
    expectTypeOf(runVirtual(() => sleep(1, 'x'), { startTime: 5, debug: false })).toEqualTypeOf<string>();
    expectTypeOf(
      runVirtual(function* () {
        return [yield* main(1), yield* sleep(1)] as const;
      }),
    ).toEqualTypeOf<readonly [{ n: number }, undefined]>();
    // @ts-expect-error -- promises cannot settle in virtual time
    runVirtual(async () => {});
    // @ts-expect-error -- an argument is missing
    runVirtual((n: number) => main(n));
  });
});

describe('timeVirtual', () => {
  it('gives the type of the result, and a number', () => {
    expectTypeOf(timeVirtual(main)).toEqualTypeOf<Timed<{ n: number }>>();
    expectTypeOf(timeVirtual(main).seconds).toEqualTypeOf<number>();
    // @ts-expect-error -- promises cannot settle in virtual time
    timeVirtual(async () => {});
  });
});

describe('ManualLoop', () => {
  it('infers results', () => {
    expectTypeOf(loop.start(main)).toEqualTypeOf<Task<{ n: number }>>();
    expectTypeOf(loop.run(main)).toEqualTypeOf<{ n: number }>();
    // @ts-expect-error -- it is the loop
    loop.start(main, { loop });
  });
});

describe('guardLoops', () => {
  it('takes the hooks of vitest, jest and node:test', () => {
    expectTypeOf(guardLoops({ beforeEach, afterEach })).toEqualTypeOf<LoopGuard>();
    guardLoops({ beforeEach: nodeTest.beforeEach, afterEach: nodeTest.afterEach });
    guardLoops({ afterEach: jest.afterEach }, { debug: false });
    // @ts-expect-error -- without afterEach it could not check
    guardLoops({ beforeEach });
    expectTypeOf(new LoopGuard().take()).toEqualTypeOf<ExceptionContext[]>();
    expectTypeOf(error.contexts).toEqualTypeOf<readonly ExceptionContext[]>();
  });
});
