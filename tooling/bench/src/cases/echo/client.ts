/** The client of the echo server, the same for all subjects on Node. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Size {
  messages: number;
  tasks: number;
  percent: number;
  port: number;
}

/** One connection, with one message under way. */
export class Client {
  readonly #socket: Socket;
  #received: ((text: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => this.#received?.(text));
  }

  static async connect(port: number): Promise<Client> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Client(socket);
  }

  /** Sends a short text, and gives what comes back. */
  echo(text: string): Promise<string> {
    return new Promise((resolve) => {
      this.#received = resolve;
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The time within which `percent` of them were, without the first fifth: it warms up. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.slice(times.length / 5).sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1]!; // there is at least one
}
