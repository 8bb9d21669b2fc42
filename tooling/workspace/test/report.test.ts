import { expect, it, vi } from 'vitest';

import { Report } from '../src/index.js';

it('a report has a line for each check, and counts what was wrong', () => {
  const say = vi.fn();
  const report = new Report(say);
  report.add('good');
  report.add('bad', ['one', 'two\n\nlines']);
  expect(say.mock.calls).toEqual([['✓ good'], ['✗ bad\n    one\n    two\n\n    lines']]);
  expect(report.failures).toBe(2);
});
