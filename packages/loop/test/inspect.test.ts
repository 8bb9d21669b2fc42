import { inspect } from 'node:util';

import { VirtualTimeLoop } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

describe('in the console', () => {
  it('a loop and its handles are one line each, not a page of fields', () => {
    const loop = new VirtualTimeLoop();
    const tick = (): void => undefined;
    expect(inspect([loop, loop.callSoon(tick), loop.callAt(1.5, tick)])).toBe(
      [
        '[',
        '  <VirtualTimeLoop running=false closed=false debug=false>,',
        '  <Handle function tick()>,',
        '  <TimerHandle when=1.5 function tick()>',
        ']',
      ].join('\n'),
    );
    loop.close();
  });
});
