import { ContextVar } from '@asyncio-ts/contextvars';
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  fromPromise,
  run,
  sleep,
  type Suspension,
} from '@asyncio-ts/tasks';
import { NativeSteps } from '@asyncio-ts/tasks/internal';
import { expect, it } from 'vitest';

/** Counts to `last`, one number a turn, then fails or ends. */
function counter(last: number, error?: unknown): { readonly log: string[]; readonly cursor: Cursor } {
  const log: string[] = [];
  let count = 0;
  const anext = coroutine(function* anext(): Generator<Suspension, IteratorResult<number, undefined>, void> {
    log.push(`asked for ${count + 1}`);
    try {
      yield* sleep(0);
    } catch (thrown) {
      log.push(String(thrown));
      throw thrown;
    }
    if (count === last && error !== undefined) throw error as Error;
    return count === last ? { done: true, value: undefined } : { done: false, value: ++count };
  });
  return { log, cursor: { anext, leave: () => log.push('left') } };
}

type Cursor = ConstructorParameters<typeof NativeSteps<number>>[0];

const within = <T>(work: () => Promise<T>): Promise<T> =>
  run(
    (function* () {
      return yield* fromPromise(work());
    })(),
  );

it('gives each item, in order, also to somebody who asks for several at once', async () => {
  await within(async () => {
    const { cursor, log } = counter(2);
    const steps = new NativeSteps(cursor);
    const all = await Promise.all([steps.next(), steps.next(), steps.next()]);
    expect(all.map(({ value }) => value)).toEqual([1, 2, undefined]);
    expect(log).toEqual(['asked for 1', 'asked for 2', 'asked for 3']);
  });
});

it('makes all steps with the same context variables, a copy of those of the place where the first was asked for', async () => {
  const count = new ContextVar('count', { default: 0 });
  await within(async () => {
    const anext = coroutine(function* anext(): Coroutine<IteratorResult<number, undefined>> {
      count.set(count.get() + 1);
      return { done: false, value: count.get() };
    });
    const steps = new NativeSteps({ anext });
    const values: unknown[] = [];
    for (let i = 0; i < 3; i++) values.push((await steps.next()).value);
    expect([values, count.get()]).toEqual([[1, 2, 3], 0]);
  });
});

it('makes all steps on the loop that ran when it was made, also when another one is under way', async () => {
  const anext = coroutine(function* anext(): Coroutine<IteratorResult<EventLoop, undefined>> {
    return { done: false, value: getRunningLoop() };
  });
  await Promise.all(
    [1, 2].map(() =>
      run(
        (function* () {
          const loop = getRunningLoop();
          const steps = new NativeSteps({ anext });
          for (let i = 0; i < 3; i++) expect((yield* fromPromise(steps.next())).value).toBe(loop);
        })(),
      ),
    ),
  );
});

it('passes an error on, to the one who asked', async () => {
  await within(async () => {
    const steps = new NativeSteps(counter(0, new TypeError('no')).cursor);
    await expect(steps.next()).rejects.toThrow('no');
  });
});

it('cancels the step under way when it is left, and gives nothing more', async () => {
  await within(async () => {
    const { cursor, log } = counter(5);
    const steps = new NativeSteps(cursor);
    const pending = steps.next();
    await Promise.resolve();
    const over = steps.return();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await over).toEqual({ done: true, value: undefined });
    expect(await steps.next()).toEqual({ done: true, value: undefined });
    expect(log.at(-1)).toBe('left');
  });
});

it('leaves a cursor that has nothing to give up', async () => {
  await within(async () => {
    const { cursor } = counter(1);
    const steps = new NativeSteps({ anext: () => cursor.anext() });
    expect(await steps.return()).toEqual({ done: true, value: undefined });
  });
});

it('passes a CancelledError on that it did not cause', async () => {
  await within(async () => {
    const steps = new NativeSteps(counter(0, new CancelledError('own')).cursor);
    await expect(steps.next()).rejects.toThrow('own');
  });
});
