/**
 * An npm registry of its own on loopback: verdaccio, in this process and without a registry behind it. What is not
 * published here cannot be installed from here, which proves that the packages need nothing else.
 */
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Registry {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startRegistry(home: string): Promise<Registry> {
  const { runServer } = await import('verdaccio'); // takes a second to load, and --tarballs needs none
  const folder = join(home, 'registry');
  mkdirSync(folder, { recursive: true });
  const config = {
    configPath: join(folder, 'config.yaml'), // is not there, but verdaccio finds the rest by it
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'error' },
  };
  const server = (await runServer(config)) as Server; // which its declarations call `any`
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections(); // npm keeps its own open
  });
}
