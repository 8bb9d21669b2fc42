import { EventLoop, type Host } from '@asyncio-ts/loop';
import { type Coroutine, runUntilComplete } from '@asyncio-ts/tasks';
import { expect } from 'vitest';

/** A clock that jumps to the first timer, and that code can move on, too. */
class BlockingHost implements Host {
  clock = 0;

  now(): number {
    return this.clock;
  }

  hop(wake: () => void): void {
    queueMicrotask(wake);
  }

  wakeAt(when: number, wake: () => void): () => void {
    let wanted = true;
    this.hop(() => {
      if (!wanted) return;
      this.clock = Math.max(this.clock, when);
      wake();
    });
    return () => {
      wanted = false;
    };
  }

  whenStuck(_order: number, stuck: () => void): () => void {
    this.hop(stuck);
    return () => undefined;
  }
}

/**
 * Runs a program in virtual time that can keep its loop busy: `block` lets so many seconds pass while no callback
 * runs, as `time.sleep` does in Python.
 */
export async function runBlocking(
  main: (block: (seconds: number) => void) => Coroutine<void>,
): Promise<void> {
  const host = new BlockingHost();
  const loop = new EventLoop({ host });
  const reported: unknown[] = [];
  loop.setExceptionHandler((_loop, context) => void reported.push(context));
  const block = (seconds: number): void => void (host.clock += seconds);
  await runUntilComplete(loop, main(block));
  loop.close();
  expect(reported).toEqual([]);
}
