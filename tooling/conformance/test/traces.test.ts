import { describe, expect, it } from 'vitest';

import { describeDifference, isSame } from '../src/compare.js';
import { type Fixture, readFixtures } from '../src/fixtures.js';
import { FORMS, Machine } from '../src/machine.js';

const PROGRAMS_IN_A_TEST = 50;

const fixtures = readFixtures();

function inGroups(): Fixture[][] {
  const groups = [];
  for (let at = 0; at < fixtures.length; at += PROGRAMS_IN_A_TEST) {
    groups.push(fixtures.slice(at, at + PROGRAMS_IN_A_TEST));
  }
  return groups;
}

describe.each(FORMS)('programs whose coroutines are written as %s', (form) => {
  for (const group of inGroups()) {
    it(`print what CPython prints: ${group[0]!.program.name} to ${group.at(-1)!.program.name}`, () => {
      const differences = group.flatMap(({ program, expected }) => {
        const actual = new Machine(program, form).run();
        return isSame(expected, actual) ? [] : [`${program.name}\n${describeDifference(expected, actual)}`];
      });
      expect(differences.join('\n\n')).toBe('');
    });
  }
});

describe('the fixtures', () => {
  it('are all there', () => {
    expect(fixtures).toHaveLength(1034);
  });

  it('are open in three places only, where CPython takes futures from a set', () => {
    const open = fixtures.filter(({ isOpen }) => isOpen);
    expect(open.map(({ program }) => program.name)).toEqual(['r112', 'r326', 'r997']);
    expect(open.every(({ program }) => JSON.stringify(program).includes('"as_completed"'))).toBe(true);
  });
});
