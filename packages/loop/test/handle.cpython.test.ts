/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_events.py` pins down about handles, in our words under the names the
 * tests have there. Not here: weak references, which every JavaScript object can have; texts of arguments, which
 * callbacks do not take; the file and line of a callback, which JavaScript does not tell of a function.
 */
import type { ExceptionContext, Handle } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

function tick(): void {}

describe('a handle', () => {
  it('keeps its callback, until it is cancelled [test_events.HandleTests.test_handle]', () => {
    const handle = makeLoop().callSoon(tick);
    expect([handle._callback, handle.cancelled()]).toEqual([tick, false]);
    handle.cancel();
    expect([handle._callback, handle.cancelled()]).toEqual([undefined, true]);
  });

  // Differs from CPython: what debug mode knows of its making is in the handle's text, not under a key of its own.
  it('hands what its callback throws to the loop, with itself [test_events.HandleTests.test_callback_with_exception]', () => {
    const loop = makeLoop({ debug: true });
    const reported: ExceptionContext[] = [];
    loop.callExceptionHandler = (context) => void reported.push(context);
    const error = new RangeError('broken');
    const handle = loop.callSoon(function fails() {
      throw error;
    });
    handle._run();
    expect(reported).toEqual([
      { message: 'Exception in callback function fails()', exception: error, handle },
    ]);
    expect(reported[0]?.exception).toBe(error);
    expect(reported[0]?.handle).toBe(handle);
    expect(String(reported[0]?.handle)).toMatch(
      /^<Handle function fails\(\) created at .*handle\.cpython\.test\.ts\S*:\d+/,
    );
  });

  it('shows its callback, or only that it was cancelled [test_events.HandleTests.test_handle_repr]', () => {
    const loop = makeLoop({ debug: false });
    const handle = loop.callSoon(tick);
    expect(String(handle)).toBe('<Handle function tick()>');
    handle.cancel();
    expect(String(handle)).toBe('<Handle cancelled>');
    // A bound function is named after its function; nothing tells what it was bound to, nor what a wrapper wraps.
    expect(String(loop.callSoon(tick.bind(undefined)))).toBe('<Handle function bound tick()>');
    const nameless = [() => {}];
    expect(String(loop.callSoon(nameless[0]!))).toBe('<Handle function (anonymous)()>');
  });

  it('shows in debug mode where it was made, and goes on to show that and its callback when cancelled, even twice [test_events.HandleTests.test_handle_repr_debug]', () => {
    const loop = makeLoop({ debug: true });
    for (const [callback, name] of [
      [tick, 'tick'],
      [tick.bind(undefined), 'bound tick'],
    ] as const) {
      const handle = loop.callSoon(callback);
      const live = String(handle);
      expect(live).toMatch(
        new RegExp(`^<Handle function ${name}\\(\\) created at .*handle\\.cpython\\.test\\.ts\\S*:\\d+`),
      );
      for (let times = 0; times < 2; times++) {
        handle.cancel();
        expect(String(handle)).toBe(live.replace('<Handle', '<Handle cancelled'));
      }
    }
  });

  it('knows in debug mode where it was made, by whatever made it [test_events.HandleTests.test_handle_source_traceback]', () => {
    const loop = makeLoop({ debug: true });
    const placeOf = (text: string | undefined): string =>
      /handle\.cpython\.test\.ts\S*?:\d+/.exec(text ?? '')?.[0] ?? 'nowhere';
    // Each is made on the line that its own error was: the place is the call's, not one inside the loop.
    const made: [Handle, Error][] = [
      [loop.callSoon(tick), new TypeError('here')],
      [loop.callSoonThreadsafe(tick), new TypeError('here')],
      [loop.callLater(0, tick), new TypeError('here')],
      [loop.callAt(0, tick), new TypeError('here')],
    ];
    const places = made.map(([handle]) => placeOf(String(handle)));
    expect(places).toEqual(made.map(([, { stack }]) => placeOf(stack)));
    expect(new Set(places).size).toBe(4);
    expect(places).not.toContain('nowhere');
  });
});
