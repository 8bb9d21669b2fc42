/** A server in a process of its own, which sends back what it gets: what it does costs its clients no time of theirs. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Case, Params } from './case.js';

const SCRIPT = fileURLToPath(new URL('echo-process.mjs', import.meta.url));

/** Runs `body` with what a case wants besides its params: the port of a server, for as long as `body` takes. */
export async function withEchoServer<T>(definition: Case, body: (extra: Params) => Promise<T>): Promise<T> {
  if (definition.echo !== true) return body({});
  const server = fork(SCRIPT);
  try {
    const [port] = (await once(server, 'message')) as [number];
    return await body({ port });
  } finally {
    server.kill();
  }
}
