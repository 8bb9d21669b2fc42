import { expect } from 'vitest';

/** What `action` throws on the spot; fails the test if it returns. For what is awaited there is `failureOf`. */
export function thrownBy(action: () => unknown): unknown {
  let returned: unknown;
  try {
    returned = action();
  } catch (error) {
    return error;
  }
  return expect.fail(`returned ${String(returned)}`);
}
