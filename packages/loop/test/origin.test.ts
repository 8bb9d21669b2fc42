// Whose frame it is that made something: told by files.
import { describe, expect, it } from 'vitest';

import { callerIn, captureOrigin } from '../src/origin.js';

/** A stack as V8 writes it. */
function stack(...lines: string[]): string {
  return ['Error', ...lines.map((line) => `    at ${line}`)].join('\n');
}

describe('the place where something was made', () => {
  it('is this file, when it is made here', () => {
    expect(captureOrigin()).toMatch(/^ at .*origin\.test\.ts:\d+:\d+\)?$/);
  });

  it('is the first that is in none of our packages, installed side by side', () => {
    const installed = stack(
      'captureOrigin (file:///app/node_modules/@asyncio-ts/loop/dist/index.js:10:5)',
      'new Future (file:///app/node_modules/@asyncio-ts/tasks/dist/index.js:20:5)',
      'fetchAll (file:///app/src/app.js:12:5)',
    );
    expect(callerIn(installed)).toBe(' at fetchAll (file:///app/src/app.js:12:5)');
  });

  it('is the first outside of our file, where a development server has made one of our packages', () => {
    const served = stack(
      'captureOrigin (http://localhost:5173/node_modules/.vite/deps/asyncio-ts.js?v=1:10:5)',
      'new Future (http://localhost:5173/node_modules/.vite/deps/asyncio-ts.js?v=1:20:5)',
      'fetchAll (http://localhost:5173/app.ts:12:5)',
      'main (http://localhost:5173/app.ts:30:5)',
    );
    expect(callerIn(served)).toBe(' at fetchAll (http://localhost:5173/app.ts:12:5)');
    const firefox = 'Error\ncaptureOrigin@http://localhost/deps.js:1:2\nfetchAll@http://localhost/app.ts:3:4';
    expect(callerIn(firefox)).toBe(' fetchAll@http://localhost/app.ts:3:4');
  });

  it('is all the calls that lead there, where everything is in one file', () => {
    const bundled = stack(
      'captureOrigin (file:///app/dist/out.js:10:5)',
      'new Future (file:///app/dist/out.js:20:5)',
      'fetchAll (file:///app/dist/out.js:900:5)',
      'file:///app/dist/out.js:950:5',
      'ModuleJob.run (node:internal/modules/esm/module_job:222:25)',
    );
    expect(callerIn(bundled)).toBe(
      ' at new Future (file:///app/dist/out.js:20:5) at fetchAll (file:///app/dist/out.js:900:5) at file:///app/dist/out.js:950:5',
    );
  });

  it('is left out where there are no stacks, or nobody else', () => {
    expect(callerIn('')).toBe('');
    expect(callerIn(stack('captureOrigin (file:///app/dist/out.js:1:1)'))).toBe('');
    expect(callerIn(stack('captureOrigin (/r/packages/loop/src/origin.ts:1:1)'))).toBe('');
  });
});
