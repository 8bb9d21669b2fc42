import * as contextvars from '@asyncio-ts/contextvars';
import { expect, it } from 'vitest';

it("exports every name of CPython's contextvars, and the errors all packages share", () => {
  const all = ['Context', 'ContextVar', 'Token', 'copyContext']; // contextvars.__all__, copy_context in camel case
  const errors = ['KeyError', 'LookupError', 'RuntimeError', 'ValueError'];
  expect(Object.keys(contextvars).sort()).toEqual([...all, ...errors].sort());
});
