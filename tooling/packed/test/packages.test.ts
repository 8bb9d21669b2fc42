import { describe, expect, it, vi } from 'vitest';

import { entriesOf } from '../src/declarations.js';
import { withoutForeign } from '../src/npm.js';
import { closureOf, folderCalled, folders, nameOf } from '../src/packages.js';
import { Report, twoAtATime } from '../src/report.js';

describe('packages', () => {
  it('bring what their row allows, and what those rows allow', () => {
    expect(closureOf(['contextvars'])).toEqual(['contextvars']);
    expect(closureOf(['queues'])).toEqual(['contextvars', 'loop', 'tasks', 'sync', 'queues']);
    expect(closureOf(folders)).toEqual(folders);
    expect(closureOf(['asyncio'])).not.toContain('testing');
  });

  it('are found by folder and by name', () => {
    expect([folderCalled('sync'), folderCalled('@asyncio-ts/sync')]).toEqual(['sync', 'sync']);
    expect([folderCalled('asyncio-ts'), nameOf('asyncio')]).toEqual(['asyncio', 'asyncio-ts']);
    expect(folderCalled('syncs')).toBeUndefined();
  });

  it('can be imported by each entry but package.json', () => {
    const exports = { '.': {}, './internal': {}, './package.json': './package.json' };
    expect(entriesOf({ name: 'a', version: '1.0.0', exports })).toEqual(['a', 'a/internal']);
  });
});

describe('the environment of npm and of programs', () => {
  it('has nothing that leads out of the clean folder', () => {
    const kept = { PATH: '/bin', HOME: '/home/ada', LANG: 'C' };
    const foreign = {
      NODE_PATH: '/elsewhere',
      NODE_OPTIONS: '--conditions=x',
      npm_config_registry: 'https://elsewhere.example',
      NPM_CONFIG_CACHE: '/elsewhere',
      HTTPS_PROXY: 'http://elsewhere.example',
      http_proxy: 'http://elsewhere.example',
      XDG_CONFIG_HOME: '/elsewhere',
    };
    expect(withoutForeign({ ...kept, ...foreign })).toEqual(kept);
  });
});

describe('the report', () => {
  it('has a line for each check, and counts what was wrong', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const report = new Report();
    report.add('good', []);
    report.add('bad', ['one', 'two\nlines']);
    expect(log.mock.calls).toEqual([['✓ good'], ['✗ bad\n    one\n    two\n    lines']]);
    expect(report.failures).toBe(2);
    log.mockRestore();
  });

  it('is filled by two checks at a time, in order', async () => {
    const begun: number[] = [];
    let underWay = 0;
    let most = 0;
    await twoAtATime([1, 2, 3, 4, 5], async (item) => {
      begun.push(item);
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay--;
    });
    expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });
});
