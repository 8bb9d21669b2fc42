/** Done callbacks that fail, and collectors. What CPython's tests pin down is in future-callbacks.cpython.test.ts. */
import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { Future } from '@asyncio-ts/tasks';
import { makeLoop } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { Collector } from '../src/internal.js';

it('a done callback that fails is reported in the context that it was added with, as in CPython', () => {
  const loop = makeLoop();
  const user = new ContextVar('user', { default: 'nobody' });
  const seen: unknown[] = [];
  loop.setExceptionHandler((_loop, { message }) => {
    seen.push(message, user.get());
  });
  const context = copyContext();
  context.run(() => {
    user.set('Ada');
  });
  const future = new Future<void>({ loop });
  future.addDoneCallback(
    function breaks() {
      throw new TypeError('broken');
    },
    { context },
  );
  future.setResult();
  loop.advance();
  expect(seen).toEqual(['Exception in callback function breaks()', 'Ada']);
});

describe('a collector', () => {
  it('is told of futures in the order they are done, in a turn of their own', () => {
    const loop = makeLoop();
    const futures = [new Future<number>({ loop }), new Future<number>({ loop })];
    const told: unknown[] = [];
    const collector = new Collector((future) => told.push(future.result()));
    for (const future of futures) future._collect(collector);
    futures[1]!.setResult(1);
    futures[0]!.setResult(0);
    expect(told).toEqual([]);
    loop.advance();
    expect([told, futures[0]!._callbacks]).toEqual([[1, 0], undefined]);
  });

  it('stands in line with callbacks and other collectors, in the order they came', () => {
    const loop = makeLoop();
    const told: string[] = [];
    const future = new Future<void>({ loop });
    const [first, last] = ['first', 'last'].map((name) => new Collector(() => told.push(name)));
    future._collect(first!);
    expect(String(future)).toBe('<Future pending cb=[function (anonymous)()]>');
    future.addDoneCallback(function between() {
      told.push('between');
    });
    future._collect(last!);
    expect(String(future)).toBe(
      '<Future pending cb=[function (anonymous)(), <1 more>, function (anonymous)()]>',
    );
    loop.setDebug(true);
    loop.slowCallbackDuration = 0; // tells each by its text
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    future.setResult();
    loop.advance();
    expect(told).toEqual(['first', 'between', 'last']);
    expect(warn.mock.calls.map(([text]) => String(text).replace(/ took .*/, ''))).toEqual([
      'Executing <Handle function (anonymous)()>',
      'Executing <Handle function between()>',
      'Executing <Handle function (anonymous)()>',
    ]);
    warn.mockRestore();
    loop.close();
  });

  it('that fails is reported', () => {
    const loop = makeLoop();
    const seen: unknown[] = [];
    loop.setExceptionHandler((_loop, { message, exception, handle }) => {
      seen.push(message, exception, String(handle));
    });
    const future = new Future<void>({ loop });
    future._collect(
      new Collector(function breaks() {
        throw new TypeError('broken');
      }),
    );
    future.setResult();
    loop.advance();
    expect(seen).toEqual([
      'Exception in callback function breaks()',
      new TypeError('broken'),
      '<Handle function breaks()>',
    ]);
  });

  it('asks a class of futures in its own way', () => {
    const loop = makeLoop();
    const log: string[] = [];
    class Own<T> extends Future<T> {
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        log.push('asked');
        super.addDoneCallback(...args);
      }
    }
    const future = new Own<void>({ loop });
    future._collect(new Collector(() => log.push('told')));
    future.setResult();
    loop.advance();
    expect(log).toEqual(['asked', 'told']);
  });

  it('asks a class of futures for its result in its own way, whoever awaits it', async () => {
    class Own extends Future<number> {
      override result(): number {
        return super.result() + 1;
      }
    }
    const loop = makeLoop();
    const future = new Own({ loop });
    const early = future.then();
    future.setResult(1);
    loop.advance();
    expect(await Promise.all([early, future])).toEqual([2, 2]);
  });
});
