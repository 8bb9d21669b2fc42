/** Done callbacks that fail. What CPython's tests pin down of the others is in future-callbacks.cpython.test.ts. */
import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { Future } from '@asyncio-ts/tasks';
import { makeLoop } from '@asyncio-ts/test-kit';
import { expect, it } from 'vitest';

it('a done callback that fails is reported in the context that it was added with, as in CPython', () => {
  const loop = makeLoop();
  const user = new ContextVar('user', { default: 'nobody' });
  const seen: unknown[] = [];
  loop.setExceptionHandler((_loop, { message }) => {
    seen.push(message, user.get());
  });
  const context = copyContext();
  context.run(() => {
    user.set('Ada');
  });
  const future = new Future<void>({ loop });
  future.addDoneCallback(
    function breaks() {
      throw new TypeError('broken');
    },
    { context },
  );
  future.setResult();
  loop.advance();
  expect(seen).toEqual(['Exception in callback function breaks()', 'Ada']);
});
