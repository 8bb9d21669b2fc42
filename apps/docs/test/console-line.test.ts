import { describe, expect, it } from 'vitest';

import { lastOf, linesOf, linesUntil, piecesOf } from '../playground/ui/console-line.js';

describe('the console', () => {
  const printed = (text: string) => ({ type: 'printed', stream: 'out', text, time: 1 }) as const;
  const turn = { type: 'turnBegan', ready: 1, time: 1 } as const;
  const lines = linesOf([turn, printed('a'), turn, printed('b'), printed('c')], 10);

  it('knows after how many events each line was printed', () => {
    expect(lines.map(({ text, position }) => [text, position])).toEqual([
      ['a', 12],
      ['b', 14],
      ['c', 15],
    ]);
  });

  it.each([
    [11, ''],
    [12, 'a'],
    [13, 'a'],
    [14, 'ab'],
    [15, 'abc'],
    [Infinity, 'abc'],
  ])('shows after %d events the lines %j', (position, shown) => {
    expect(
      linesUntil(lines, position)
        .map(({ text }) => text)
        .join(''),
    ).toBe(shown);
  });

  it('shows the last ones, as many as a page can stand', () => {
    expect(lastOf(lines)).toEqual(lines);
    const short = linesOf(
      Array.from({ length: 1500 }, () => printed('a')),
      0,
    );
    expect(lastOf(short)).toEqual(short.slice(500));
    const long = linesOf(
      Array.from({ length: 100 }, () => printed('a'.repeat(10_000))),
      0,
    );
    expect(lastOf(long)).toEqual(long.slice(80));
  });

  it('finds the places of the program that a line names', () => {
    expect(piecesOf('Error\n    at main (program.ts:12:5)')).toEqual([
      { text: 'Error\n    at main (' },
      { text: 'program.ts:12:5', place: { line: 12, column: 5 } },
      { text: ')' },
    ]);
    expect(piecesOf('')).toEqual([]);
  });
});
