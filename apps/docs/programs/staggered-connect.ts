// Happy eyeballs: the next address is tried when the last one failed or has been silent for a quarter of a second.
import { coroutine, getRunningLoop, run, sleep, staggeredRace } from 'asyncio-ts';

const main = coroutine(function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const log = (text: string) => {
    console.log(`${(loop.time() - start).toFixed(2)} s: ${text}`);
  };
  const connect = coroutine(function* connect(address: string, seconds: number, works: boolean) {
    log(`trying ${address}`);
    yield* sleep(seconds);
    if (!works) throw new Error(`${address} refuses`);
    return `socket to ${address}`;
  });
  const [socket, index, errors] = yield* staggeredRace(
    [
      () => connect('[2001:db8::1]', 10, true), // silent: loses
      () => connect('[2001:db8::2]', 0.05, false), // fails quickly
      () => connect('192.0.2.1', 0.5, true),
      () => connect('192.0.2.2', 0.1, false),
    ],
    0.25,
  );
  log(`${socket}, attempt ${index}`);
  console.log(errors.map((error) => (error as Error | undefined)?.name ?? 'none').join(', '));
});

await run(main());
