import { describe, expect, it } from 'vitest';

import { firstAbove, firstOf, lastUpTo } from '../playground/model/search.js';

describe('a search', () => {
  it('finds the first that something holds for', () => {
    for (const length of [0, 1, 2, 7, 100]) {
      for (let from = 0; from <= length; from++) expect(firstOf(length, (index) => index >= from)).toBe(from);
    }
  });

  it('finds a place among sorted numbers', () => {
    const sorted = [1, 3, 3, 8];
    expect([0, 1, 3, 9].map((value) => firstAbove(sorted, value))).toEqual([0, 1, 3, 4]);
    expect([0, 1, 3, 9].map((value) => lastUpTo(sorted, value))).toEqual([-1, 0, 2, 3]);
  });
});
