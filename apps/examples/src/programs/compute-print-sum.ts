/**
 * compute-print-sum: one coroutine awaits another; the outer one is suspended for as long as the inner one is.
 *
 * runUntilComplete makes a task of printSum and runs the loop until that is done. In Python it is a method of the loop.
 */
import { coroutine, EventLoop, runUntilComplete, sleep } from 'asyncio-ts';

const SECOND = 1; // how long a second of the program lasts here

const compute = coroutine(function* compute(x: number, y: number) {
  console.log(`Compute ${x} + ${y} ...`);
  yield* sleep(1.0 * SECOND);
  return x + y;
});

const printSum = coroutine(function* printSum(x: number, y: number) {
  const result = yield* compute(x, y);
  console.log(`${x} + ${y} = ${result}`);
});

export async function computePrintSum(): Promise<void> {
  const loop = new EventLoop();
  await runUntilComplete(loop, printSum(1, 2));
  loop.close();
}
