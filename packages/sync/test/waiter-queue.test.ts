import { Future, getRunningLoop } from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { LoopBound, type Waiter, WaiterQueue } from '../src/internal.js';

class Place extends LoopBound {
  override toString(): string {
    return '<Place>';
  }
}

/** Runs `body` with a queue and so many waiters in it. */
function withQueue(count: number, body: (queue: WaiterQueue, waiters: Waiter[]) => void): void {
  runVirtual(function* () {
    const queue = new WaiterQueue(new Place());
    body(
      queue,
      Array.from({ length: count }, () => queue.add()),
    );
  });
}

const woken = (waiters: Waiter[]) => waiters.map((waiter) => waiter.done() && !waiter.cancelled());

afterEach(() => {
  vi.restoreAllMocks();
});

describe('WaiterQueue', () => {
  it('wakes in the order they came, and only those who still wait', () => {
    withQueue(4, (queue, waiters) => {
      waiters[1]!.cancel();
      expect(queue.wakeNext()).toBe(1);
      expect(woken(waiters)).toEqual([true, false, false, false]);
      expect(queue.wakeNext()).toBe(1);
      expect(woken(waiters)).toEqual([true, false, true, false]);
      expect(queue.size).toBe(4); // they leave by themselves
      expect(queue.wakeNext(7)).toBe(1);
      expect(queue.wakeNext(7)).toBe(0);
    });
  });

  it('is left from the front, from the middle, from the end, and once', () => {
    withQueue(5, (queue, waiters) => {
      for (const index of [2, 0, 4, 4, 2]) queue.remove(waiters[index]!);
      expect(queue.size).toBe(2);
      const late = queue.add();
      expect(queue.wakeNext(2)).toBe(2);
      expect(woken(waiters)).toEqual([false, true, false, true, false]);
      for (const waiter of [...waiters, late]) queue.remove(waiter);
      expect(queue.size).toBe(0);
      expect(queue.hasTurnsDue()).toBe(false);
    });
  });

  it('finds newcomers after all before them were woken', () => {
    withQueue(2, (queue, waiters) => {
      queue.wakeNext(2);
      expect(queue.wakeNext()).toBe(0);
      const late = queue.add();
      queue.remove(waiters[1]!);
      expect(queue.wakeNext()).toBe(1);
      expect(woken([late])).toEqual([true]);
    });
  });

  it('has turns due as long as anyone in it was not cancelled, woken or not', () => {
    withQueue(2, (queue, waiters) => {
      waiters[0]!.cancel();
      expect(queue.hasTurnsDue()).toBe(true);
      queue.wakeNext();
      expect(queue.hasTurnsDue()).toBe(true);
      queue.remove(waiters[1]!);
      expect(queue.hasTurnsDue()).toBe(false);
      expect(queue.size).toBe(1);
    });
  });

  it('has the turn of a woken one due, however many left before without being woken', () => {
    withQueue(3, (queue, waiters) => {
      waiters[0]!.cancel();
      queue.remove(waiters[0]!);
      queue.remove(waiters[1]!);
      queue.wakeNext();
      expect(woken(waiters)).toEqual([false, false, true]);
      expect(queue.hasTurnsDue()).toBe(true);
    });
  });

  it('wakes the first one of all, and nobody if that one is woken or cancelled', () => {
    withQueue(2, (queue, waiters) => {
      queue.wakeFirst();
      queue.wakeFirst();
      expect(woken(waiters)).toEqual([true, false]);
      queue.remove(waiters[0]!);
      waiters[1]!.cancel();
      queue.wakeFirst();
      queue.remove(waiters[1]!);
      queue.wakeFirst();
      expect(woken(waiters)).toEqual([true, false]);
    });
  });

  it('takes out the one it wakes, and cancelled ones before that one', () => {
    withQueue(3, (queue, waiters) => {
      waiters[0]!.cancel();
      expect(queue.wakeAndRemoveNext()).toBe(true);
      expect(woken(waiters)).toEqual([false, true, false]);
      expect(queue.size).toBe(1);
      expect(queue.hasTurnsDue()).toBe(true);
      waiters[2]!.cancel();
      expect(queue.wakeAndRemoveNext()).toBe(false);
      expect(queue.size).toBe(0);
      expect(queue.hasTurnsDue()).toBe(false);
    });
  });

  it('looks at each waiter a few times, however many are cancelled around it', () => {
    const count = 2_000;
    withQueue(count, (queue, waiters) => {
      const looks = vi.spyOn(Future.prototype, 'done');
      for (let i = 0; i < count; i += 2) waiters[i]!.cancel();
      for (let i = 0; i < count / 2; i++) {
        queue.wakeNext();
        queue.hasTurnsDue();
      }
      for (const waiter of waiters.reverse()) queue.remove(waiter);
      expect(queue.size).toBe(0);
      expect(looks.mock.calls.length).toBeLessThan(6 * count);
    });
  });

  it('shows what each waits at', () => {
    withQueue(3, (queue, waiters) => {
      waiters[1]!.cancel();
      queue.wakeNext();
      queue.remove(waiters[2]!);
      expect(waiters.map(String)).toEqual([
        '<Waiter woken at <Place>>',
        '<Waiter cancelled at <Place>>',
        '<Waiter pending>',
      ]);
    });
  });

  it('makes waiters of the running loop', () => {
    withQueue(1, (_queue, waiters) => {
      expect(waiters[0]!.getLoop()).toBe(getRunningLoop());
    });
  });
});
