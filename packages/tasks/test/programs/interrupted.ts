/** Waits until Ctrl-C, and then cleans up for so many seconds. */
import { coroutine, Future, run, sleep } from '@asyncio-ts/tasks';

const main = coroutine(function* main(cleanupSeconds: number) {
  console.log('ready');
  try {
    setTimeout(() => undefined, 60_000); // something of the host's is alive
    yield* new Future<void>();
  } finally {
    console.log('cleaning up');
    yield* sleep(cleanupSeconds);
    console.log('cleaned up');
  }
});

try {
  await run(main(Number(process.argv[2])));
} catch (error) {
  console.log(`ended by ${(error as Error).name}`);
  process.exit(130);
}
