/** The stores of items, against plain arrays that do the same slowly. */
import { afterEach, describe, expect, it, vi } from 'vitest';

import { Heap } from '../src/heap.js';
import type { QueueItems } from '../src/items.js';
import { RingBuffer } from '../src/ring-buffer.js';
import { Stack } from '../src/stack.js';

const stores: [name: string, make: () => QueueItems<number>, next: (items: number[]) => number][] = [
  ['RingBuffer', () => new RingBuffer(), () => 0],
  ['Stack', () => new Stack(), (items) => items.length - 1],
  ['Heap', () => new Heap((a, b) => a < b), (items) => items.indexOf(Math.min(...items))],
];

describe.each(stores)('%s', (_name, make, next) => {
  it('gives out what it should, growing and shrinking many times', () => {
    const store = make();
    const plain: number[] = [];
    let random = 7;
    for (let i = 0; i < 6_000; i++) {
      random = (random * 48271) % 2147483647;
      const growing = i % 600 < 300 ? 3 : 1;
      if (random % 4 < growing || plain.length === 0) {
        store.put(random);
        plain.push(random);
      } else {
        expect(store.take()).toBe(plain.splice(next(plain), 1)[0]);
      }
      expect(store.size).toBe(plain.length);
    }
    expect([...store].sort()).toEqual([...plain].sort());
  });

  it('is empty and can be used again after clear()', () => {
    const store = make();
    for (let i = 0; i < 100; i++) store.put(i);
    store.clear();
    expect(store.size).toBe(0);
    expect([...store]).toEqual([]);
    store.put(7);
    expect(store.take()).toBe(7);
  });
});

describe('RingBuffer', () => {
  /** The places of the ring made last, used or not: each is filled before it is used. */
  function watchPlaces(): () => unknown[] {
    const { mock } = vi.spyOn(Array.prototype, 'fill');
    return () => mock.contexts.at(-1) as unknown[];
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('has eight places, doubles them when it is full, and halves them when less than a quarter is in use', () => {
    const places = watchPlaces();
    const ring = new RingBuffer<number>();
    const growth = [[0, places().length]];
    const note = () => {
      if (places().length !== growth.at(-1)![1]) growth.push([ring.size, places().length]);
    };
    for (let i = 0; i < 17; i++) {
      ring.put(i);
      note();
    }
    while (ring.size > 0) {
      ring.take();
      note();
    }
    expect(growth).toEqual([
      [0, 8],
      [9, 16],
      [17, 32],
      [7, 16],
      [3, 8],
    ]);
  });

  it('keeps nothing alive that was taken out, or was there when it was cleared', () => {
    const places = watchPlaces();
    const ring = new RingBuffer<object>();
    for (let i = 0; i < 3; i++) ring.put({});
    ring.take();
    expect(places().filter(Boolean).length).toBe(2);
    ring.clear();
    expect(places()).toEqual(Array.from({ length: 8 }, () => undefined));
  });

  it('shows its items from the oldest to the newest, also around the end of the ring', () => {
    const ring = new RingBuffer<number>();
    for (let i = 0; i < 8; i++) ring.put(i);
    for (let i = 0; i < 5; i++) ring.take();
    for (let i = 8; i < 12; i++) ring.put(i);
    expect([...ring]).toEqual([5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('Heap', () => {
  it('changes nothing when a comparison throws, wherever that is', () => {
    for (let fuse = 0; fuse < 12; fuse++) {
      let left = Infinity;
      const heap = new Heap<number>((a, b) => {
        if (left-- === 0) throw new RangeError('no order');
        return a < b;
      });
      for (const item of [5, 3, 8, 1, 9, 2, 7]) heap.put(item);
      const before = [...heap];
      for (const change of [() => heap.put(0), () => heap.take()]) {
        left = fuse;
        try {
          change();
        } catch (error) {
          expect(error).toEqual(new RangeError('no order'));
          expect([...heap]).toEqual(before);
        }
        left = Infinity;
        if (heap.size > 7) heap.take();
        if (heap.size < 7) heap.put(1);
        before.splice(0, 7, ...heap);
      }
      const sorted: number[] = [];
      while (heap.size > 0) sorted.push(heap.take());
      expect(sorted).toEqual([1, 2, 3, 5, 7, 8, 9]);
    }
  });
});
