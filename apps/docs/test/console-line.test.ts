import { describe, expect, it } from 'vitest';

import { linesOf, linesUntil, piecesOf } from '../playground/ui/console-line.js';

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

  it('finds the places of the program that a line names', () => {
    expect(piecesOf('Error\n    at main (program.ts:12:5)')).toEqual([
      { text: 'Error\n    at main (' },
      { text: 'program.ts:12:5', place: { line: 12, column: 5 } },
      { text: ')' },
    ]);
    expect(piecesOf('')).toEqual([]);
  });
});
