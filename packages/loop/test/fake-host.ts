import type { Host } from '../src/host.js';

/** A host whose every move the test makes. */
export class FakeHost implements Host {
  clock = 0;
  readonly hops: (() => void)[] = [];
  readonly wakeUps: { readonly when: number; readonly wake: () => void }[] = [];
  readonly stuck: { readonly order: number; readonly tell: () => void }[] = [];

  now(): number {
    return this.clock;
  }

  hop(wake: () => void): void {
    this.hops.push(wake);
  }

  wakeAt(when: number, wake: () => void): () => void {
    return put(this.wakeUps, { when, wake });
  }

  whenStuck(order: number, tell: () => void): () => void {
    return put(this.stuck, { order, tell });
  }

  /** The host gets its turn: everybody who hopped goes on. */
  runHops(): void {
    for (const wake of this.hops.splice(0)) wake();
  }

  /** Time goes on to the first wake-up. */
  runWakeUp(): void {
    const next = this.wakeUps.shift()!;
    this.clock = next.when;
    next.wake();
  }
}

function put<T>(list: T[], entry: T): () => void {
  list.push(entry);
  return () => {
    const at = list.indexOf(entry);
    if (at >= 0) list.splice(at, 1);
  };
}

/** Lets all microtasks run that are queued now, and those that they queue. */
export async function microtasks(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
