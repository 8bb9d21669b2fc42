import type { Context } from '@asyncio-ts/contextvars';
import {
  EventLoop,
  type ExceptionContext,
  type ExceptionHandler,
  getRunningLoop,
  type Handle,
  type Host,
  type TimerHandle,
  VirtualTimeLoop,
} from '@asyncio-ts/loop';
import { expectTypeOf, it } from 'vitest';

declare const loop: EventLoop;
declare const context: Context;

it('queues callbacks and gives handles', () => {
  expectTypeOf(loop.callSoon(() => {})).toEqualTypeOf<Handle>();
  expectTypeOf(loop.callSoon(() => {}, { context })).toEqualTypeOf<Handle>();
  expectTypeOf(loop.callLater(1, () => {})).toEqualTypeOf<TimerHandle>();
  expectTypeOf(loop.callAt(1, () => {}).when()).toEqualTypeOf<number>();
  expectTypeOf(getRunningLoop()).toEqualTypeOf<EventLoop>();
});

it('refuses what is no callback, no number, no context', () => {
  // @ts-expect-error -- a promise is not a function
  loop.callSoon(Promise.resolve());
  // @ts-expect-error -- the delay comes first
  loop.callLater(() => {}, 1);
  // @ts-expect-error -- seconds are a number
  loop.callAt('1', () => {});
  // @ts-expect-error -- options are an object
  loop.callSoon(() => {}, context);
});

it('runs asynchronously, and on the spot only in virtual time', () => {
  expectTypeOf(loop.runForever()).toEqualTypeOf<Promise<void>>();
  expectTypeOf(loop).not.toHaveProperty('runForeverSync'); // a real loop cannot block
  expectTypeOf(new VirtualTimeLoop().runForeverSync()).toEqualTypeOf<'stopped' | 'stuck'>();
  expectTypeOf<VirtualTimeLoop>().toExtend<EventLoop>();
});

it('takes a host of one’s own', () => {
  const host = {
    now: () => 0,
    hop: (wake: () => void) => {
      wake();
    },
    wakeAt: () => () => {},
    whenStuck: () => () => {},
  };
  expectTypeOf(host).toExtend<Host>();
  expectTypeOf(new EventLoop({ host, debug: true })).toEqualTypeOf<EventLoop>();
});

it('tells a handler of errors the message for sure, and the rest as unknown', () => {
  const handler: ExceptionHandler = (from, what) => {
    expectTypeOf(from).toEqualTypeOf<EventLoop>();
    expectTypeOf(what).toEqualTypeOf<ExceptionContext>();
    expectTypeOf(what.message).toEqualTypeOf<string>();
    expectTypeOf(what.exception).toEqualTypeOf<unknown>();
    expectTypeOf(what['anything']).toEqualTypeOf<unknown>();
  };
  loop.setExceptionHandler(handler);
  loop.setExceptionHandler(undefined);
});
