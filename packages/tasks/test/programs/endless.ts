/** A loop that nobody runs to an end, with nothing to do: it does not keep the program alive. */
import { EventLoop } from '@asyncio-ts/loop';

const loop = new EventLoop();
loop.callLater(0.01, () => {
  console.log('the last timer');
});
void loop.runForever();
