import { KeyError, LookupError, RuntimeError, ValueError } from '@asyncio-ts/contextvars';
import { describe, expect, it } from 'vitest';

describe.each([
  { type: RuntimeError, name: 'RuntimeError', parent: Error },
  { type: ValueError, name: 'ValueError', parent: RangeError },
  { type: LookupError, name: 'LookupError', parent: Error },
  { type: KeyError, name: 'KeyError', parent: LookupError },
])('$name', ({ type, name, parent }) => {
  it(`is a ${parent.name}`, () => {
    expect(new type('what')).toBeInstanceOf(parent);
  });

  it('has its name on the prototype, where no minifier changes it, and prints with it', () => {
    const error = new type('what');
    expect(Object.hasOwn(error, 'name')).toBe(false);
    expect(String(error)).toBe(`${name}: what`);
    expect(error.stack).toContain(`${name}: what`);
  });

  it('keeps its cause', () => {
    expect(new type('what', { cause: 1 }).cause).toBe(1);
  });
});
