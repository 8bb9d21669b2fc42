/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py` pins down about a loop's debug mode, in our words
 * under the names the tests have there. Not here: the interpreter's own flags (`-X dev`, `-E`), for which the option of
 * the loop stands. What debug mode says of slow callbacks and of coroutines is tested in `tasks`.
 */
import { EventLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { makeLoop } from './virtual.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('debug mode', () => {
  it('is switched on and off [test_base_events.BaseEventLoopTests.test_set_debug]', () => {
    const loop = makeLoop();
    const read = [true, false, true].map((enabled) => {
      loop.setDebug(enabled);
      return loop.getDebug();
    });
    expect(read).toEqual([true, false, true]);
  });

  // A browser has no environment.
  it.skipIf(typeof process === 'undefined')(
    'follows the environment variable ASYNCIO_DEBUG unless it is given [test_base_events.BaseEventLoopTests.test_env_var_debug]',
    () => {
      const read = (options = {}): boolean[] =>
        [new EventLoop(options), new VirtualTimeLoop(options)].map((loop) => {
          const debug = loop.getDebug();
          loop.close(); // also tells the rest of the program that one less is in debug mode
          return debug;
        });
      vi.stubEnv('ASYNCIO_DEBUG', '1');
      expect([...read(), ...read({ debug: false })]).toEqual([true, true, false, false]);
      vi.stubEnv('ASYNCIO_DEBUG', '');
      expect([...read(), ...read({ debug: true })]).toEqual([false, false, true, true]);
      vi.stubEnv('ASYNCIO_DEBUG', undefined);
      expect(read()).toEqual([false, false]);
    },
  );
});
