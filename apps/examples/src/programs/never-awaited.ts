/**
 * never-awaited: a coroutine that is called and not awaited does nothing, and debug mode says so.
 *
 * Ten requests one after the other; then the asynchronous version, called as if it were a plain function: not one
 * request is made. Last, the same run as it should be, ten times as fast. The server is played by a sleep of 0.2 s and
 * a UUID that holds the request's number.
 *
 * Python warns always, as soon as the coroutine object is dropped. Here that would have a price for all who do it
 * right, so it is debug mode's: `run(main(), { debug: true })` or ASYNCIO_DEBUG=1. What is still unawaited when the
 * loop closes goes to its exception handler, with the place where it was made, and what to write instead.
 */
import { coroutine, gather, getRunningLoop, run, sleep } from 'asyncio-ts';

const ANSWER_TIME = 0.2;

function identifier(num: number): string {
  return `00000000-0000-4000-8000-${String(num).padStart(12, '0')}`;
}

/** Python's time.sleep: nothing else happens in this thread meanwhile. */
function blockFor(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

function requeteBloquante(num: number): void {
  console.log(`Get ${num}`);
  blockFor(ANSWER_TIME);
  console.log(`Res ${num}: ${identifier(num)}`);
}

function faireToutesLesRequetes(): void {
  for (let x = 0; x < 10; x++) requeteBloquante(x);
}

const requeteSansBloquer = coroutine(function* requeteSansBloquer(num: number) {
  console.log(`Get ${num}`);
  yield* sleep(ANSWER_TIME);
  console.log(`Res ${num}: ${identifier(num)}`);
});

const faireToutesLesRequetesSansBloquer = coroutine(function* faireToutesLesRequetesSansBloquer() {
  const futures = Array.from({ length: 10 }, (_, x) => requeteSansBloquer(x));
  yield* gather(futures);
  console.log('Fin de la boucle !');
});

async function chronometrer(titre: string, action: () => Promise<void> | void): Promise<void> {
  console.log(titre);
  const start = performance.now();
  await action();
  const execTime = (performance.now() - start) / 1000;
  console.log(`Pour faire 10 requêtes, ça prend ${execTime.toFixed(0)}s (took ${execTime.toFixed(3)} s)`);
}

async function sansAwait(): Promise<void> {
  const caught: string[] = [];
  const main = coroutine(function* main() {
    getRunningLoop().setExceptionHandler((_loop, { message }) => {
      caught.push(message);
    });
    // eslint-disable-next-line asyncio/no-unyielded -- the mistake that this is about
    faireToutesLesRequetesSansBloquer(); // a coroutine object, made and dropped
  });
  await run(main(), { debug: true });
  for (const message of caught) console.log(`RuntimeWarning: ${pythonsPart(message)}`);
}

/** The message without the place and the advice. */
function pythonsPart(message: string): string {
  return message.replace(/(?<=was never awaited).*/s, '');
}

async function avecRun(): Promise<void> {
  await run(faireToutesLesRequetesSansBloquer());
}

export async function neverAwaited(): Promise<void> {
  await chronometrer('Bloquant :', faireToutesLesRequetes);
  await chronometrer('Non bloquant, jamais attendu :', sansAwait);
  await chronometrer('Non bloquant :', avecRun);
}
