/**
 * Debug mode's watch over coroutines that nobody awaits: `sleep(1)` for `yield* sleep(1)`.
 *
 * CPython warns in `_PyGen_Finalize`, always; here keeping watch has a price, so it is debug mode's.
 */
import { captureOrigin, debugging, findRunningLoop } from '@asyncio-ts/loop/internal';

import { loopState } from './loop-state.js';
import { forget, type Loss, watch } from './losses.js';

/** By coroutine, as long as any was ever watched. */
let watched: WeakMap<object, Loss> | undefined;

/** A coroutine was made: if its loop is in debug mode, or a tool asked for it, it is a loss unless somebody awaits or closes it. */
export function watchCoroutine(coroutine: object, name: string): void {
  const loop = findRunningLoop();
  if (loop === undefined || !(loop.getDebug() || debugging.watchesCoroutines)) return;
  const origin = captureOrigin();
  const loss = watch(coroutine, loopState(loop).losses, () => {
    const hint = `Write \`yield* ${name}(…)\`, give it to createTask(), or close() it`;
    loop.callExceptionHandler({ message: `coroutine '${name}' was never awaited${origin}\n  ${hint}` });
  });
  watched ??= new WeakMap();
  watched.set(coroutine, loss);
}

/** It was awaited, or closed. */
export function unwatchCoroutine(coroutine: object): void {
  const loss = watched?.get(coroutine);
  if (loss !== undefined) forget(loss);
}
