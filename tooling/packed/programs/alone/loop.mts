import { EventLoop, getRunningLoop, type TimerHandle, VirtualTimeLoop } from '@asyncio-ts/loop';

const virtual = new VirtualTimeLoop();
const timer: TimerHandle = virtual.callLater(7200, () => console.log('never'));
virtual.callLater(3600, () => {
  timer.cancel();
  virtual.stop();
});
virtual.runForeverSync();
console.log('an hour later:', virtual.time());
virtual.close();

const loop = new EventLoop();
loop.callSoon(() => {
  console.log('running:', getRunningLoop() === loop);
  loop.callLater(0.001, () => loop.stop());
});
void loop.runForever().then(() => {
  loop.close();
  console.log('closed:', loop.isClosed());
});
// an hour later: 3600
// running: true
// closed: true
