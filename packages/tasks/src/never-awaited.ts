/**
 * Debug mode's watch over coroutines that nobody awaits: `sleep(1)` for `yield* sleep(1)`.
 *
 * CPython warns in `_PyGen_Finalize`, always; here keeping watch has a price, so it is debug mode's.
 */
import { captureOrigin, findRunningLoop } from '@asyncio-ts/loop/internal';

import { loopState } from './loop-state.js';
import { type Loss, watch } from './losses.js';

/** A coroutine was made: if its loop is in debug mode, it is a loss unless somebody awaits or closes it. */
export function watchCoroutine(coroutine: { readonly name: string }): Loss | undefined {
  const loop = findRunningLoop();
  if (loop?.getDebug() !== true) return undefined;
  const { name } = coroutine;
  const origin = captureOrigin();
  return watch(coroutine, loopState(loop).losses, () => {
    const hint = `Write \`yield* ${name}(…)\`, give it to createTask(), or close() it`;
    loop.callExceptionHandler({ message: `coroutine '${name}' was never awaited${origin}\n  ${hint}` });
  });
}
