/**
 * downloads: 160 downloads from an HTTP server that takes 20 ms an answer; one by one, then twenty at a time.
 *
 * The server is a real one on loopback, and so is the client: `fetch`, whose promise `fromPromise` takes into the
 * loop; cancelling the task would abort the request. A semaphore limits how many downloads are under way at once.
 *
 * The seed of this example, the last answer to 'Learning asyncio: "coroutine was never awaited" warning error', took
 * 3.35 s one by one and 0.41 s concurrently: a ratio of 8.2.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { coroutine, type CoroutineObject, fromPromise, gather, run, Semaphore } from 'asyncio-ts';

import { ProgressBar } from '../progress-bar.js';

const NUM_SITES = 80;
const ANSWER_TIME = 0.02;
const LIMIT = 20;
const SEED_RATIO = 8.2;
const PAGES = new Map([
  ['/jython', 'J'.repeat(10_000)],
  ['/dice', 'D'.repeat(300)],
]);

type Download = (sites: readonly string[], bar: ProgressBar) => CoroutineObject<number[]>;

/** Answers each request after ANSWER_TIME. */
const startServer = coroutine(function* startServer() {
  const server = createServer(({ url = '' }, response) => {
    setTimeout(() => response.end(PAGES.get(url)), ANSWER_TIME * 1000);
  });
  server.listen(0, '127.0.0.1');
  yield* fromPromise(once(server, 'listening'));
  return server;
});

function sitesOf(server: Server): string[] {
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return Array.from({ length: NUM_SITES }, () => [...PAGES.keys()])
    .flat()
    .map((path) => `http://127.0.0.1:${port}${path}`);
}

/** Returns how many bytes came. */
const downloadSite = coroutine(function* downloadSite(url: string) {
  const response = yield* fromPromise((signal) => fetch(url, { signal }));
  if (!response.ok) throw new RangeError(`${url}: status ${response.status}`);
  const body = yield* fromPromise(response.arrayBuffer());
  return body.byteLength;
});

const oneByOne = coroutine(function* oneByOne(sites: readonly string[], bar: ProgressBar) {
  const sizes: number[] = [];
  for (const site of sites) {
    sizes.push(yield* downloadSite(site));
    bar.advance();
  }
  return sizes;
});

const downloadAllSites = coroutine(function* downloadAllSites(sites: readonly string[], bar: ProgressBar) {
  const semaphore = new Semaphore(LIMIT);
  const downloadLimited = coroutine(function* downloadLimited(site: string) {
    using _permit = yield* semaphore.acquire(); // until the end of the block: `async with semaphore`
    const size = yield* downloadSite(site);
    bar.advance();
    return size;
  });
  return yield* gather(sites.map(downloadLimited));
});

/** Returns how long it took, in seconds. */
const timed = coroutine(function* timed(title: string, download: Download, sites: readonly string[]) {
  const bar = new ProgressBar(title, sites.length);
  const startTime = performance.now();
  const sizes = yield* download(sites, bar);
  const duration = (performance.now() - startTime) / 1000;
  bar.end();
  const size = sizes.reduce((sum, each) => sum + each, 0);
  console.log(`${title}: downloaded ${sizes.length} sites, ${size} bytes, took ${duration.toFixed(2)} s`);
  return duration;
});

const main = coroutine(function* main() {
  const server = yield* startServer();
  try {
    const sites = sitesOf(server);
    const slow = yield* timed('one by one', oneByOne, sites);
    const fast = yield* timed(`${LIMIT} at a time`, downloadAllSites, sites);
    console.log(`ratio ${(slow / fast).toFixed(2)}`);
    console.log(`more than the original's ${SEED_RATIO}:`, slow / fast > SEED_RATIO ? 'yes' : 'no');
  } finally {
    server.close();
    server.closeAllConnections(); // fetch keeps them open for more
  }
});

export async function downloads(): Promise<void> {
  await run(main());
}
