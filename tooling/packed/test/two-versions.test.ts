import { describe, expect, it } from 'vitest';

import { checkMessage, LATER, laterManifest } from '../src/two-versions.js';

const versions = { '@asyncio-ts/tasks': '0.2.1', '@asyncio-ts/loop': '0.3.0' };

const first = `RuntimeError: two copies of @asyncio-ts/tasks meet: 0.2.1 and ${LATER}`;
const good = `${first}\n  Install one version: see npm ls @asyncio-ts/tasks`;

describe('the error where two versions meet', () => {
  it('names the package, both versions, and a way out', () => {
    expect(checkMessage(good, versions)).toEqual([]);
  });

  it('must be there', () => {
    expect(checkMessage(null, versions)).toEqual(['threw nothing: two copies met, and nobody was told']);
  });

  it.each([
    ['another error', 'TypeError: x is not a function', 'no “two copies of @asyncio-ts/…”'],
    ['the package only further down', `RuntimeError: no\n${good}`, 'whose first line has no'],
    ['the version of another package', good.replace('0.2.1', '0.3.0'), '“0.2.1”'],
    ['one version', good.replace(LATER, 'another'), `“${LATER}”`],
    ['no way out', first, 'what to do'],
  ])('is not enough with %s', (_, message, missing) => {
    const [complaint, ...more] = checkMessage(message, versions);
    expect(complaint).toContain(missing);
    expect(complaint).toContain(message);
    expect(more).toEqual([]);
  });
});

describe('the error where two copies of one version meet', () => {
  const both = good.replace(`: 0.2.1 and ${LATER}`, ', both 0.2.1');

  it('names the version once', () => {
    expect(checkMessage(both, versions, true)).toEqual([]);
  });

  it.each([good, both.replace('0.2.1', '0.3.0'), both.replace('0.2.1', '0.2.1 and 0.2.1')])(
    'is not enough: %s',
    (message) => {
      expect(checkMessage(message, versions, true)).toEqual([
        expect.stringContaining('without “@asyncio-ts/tasks meet, both 0.2.1”'),
      ]);
    },
  );
});

describe('the second version', () => {
  it('asks for the second version of what it needs', () => {
    const manifest = {
      name: '@asyncio-ts/tasks',
      version: '0.2.1',
      dependencies: { '@asyncio-ts/loop': '^0.3.0' },
    };
    expect(laterManifest(manifest)).toEqual({
      name: '@asyncio-ts/tasks',
      version: LATER,
      dependencies: { '@asyncio-ts/loop': `^${LATER}` },
    });
  });
});
