/**
 * What CPython 3.13's `test_futures.py` pins down of done callbacks, in our words. Not here: callbacks that change the
 * list while it is compared with them, for JavaScript compares functions without asking them.
 */
import { Future } from '@asyncio-ts/tasks';
import { makeLoop } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

/** A future with callbacks that note their number when they run. */
class Noting extends Future<string> {
  readonly ran: number[] = [];
  readonly #callbacks = new Map<number, () => void>();

  /** The callback of this number, always the same one. */
  callback(number: number): () => void {
    const known = this.#callbacks.get(number);
    if (known !== undefined) return known;
    const made = (): void => void this.ran.push(number);
    this.#callbacks.set(number, made);
    return made;
  }

  add(...numbers: number[]): void {
    for (const number of numbers) this.addDoneCallback(this.callback(number));
  }

  /** How many each call has removed. */
  remove(...numbers: number[]): number[] {
    return numbers.map((number) => this.removeDoneCallback(this.callback(number)));
  }
}

describe('callbacks', () => {
  it('run in a later turn once there is a result, in the order they were added [test_futures.BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_result]', () => {
    const loop = makeLoop();
    const future = new Noting({ loop });
    future.add(42, 17);
    let given: unknown;
    future.addDoneCallback((done) => {
      given = done;
    });
    loop.advance();
    expect(future.ran).toEqual([]);
    future.setResult('foo');
    expect(future.ran).toEqual([]);
    loop.advance();
    expect(future.ran).toEqual([42, 17]);
    expect([given === future, future.result()]).toEqual([true, 'foo']);
  });

  it('run in a later turn once there is an error [test_futures.BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_exception]', () => {
    const loop = makeLoop();
    const future = new Noting({ loop });
    future.add(100);
    const error = new RangeError();
    future.setException(error);
    expect(future.ran).toEqual([]);
    loop.advance();
    expect(future.ran).toEqual([100]);
    expect(future.exception()).toBe(error);
  });

  it.each([
    [
      'the first, leave the others [test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_first_callback]',
      [42, 42],
      [1, 0],
      [17, 100],
    ],
    [
      'the first two, leave the third [test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_first_and_second_callback]',
      [42, 17, 42],
      [1, 1, 0],
      [100],
    ],
    [
      'the third, leave the others [test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_third_callback]',
      [100, 100],
      [1, 0],
      [42, 17],
    ],
  ])('without %s', (_title, removed, counts, ran) => {
    const loop = makeLoop();
    const future = new Noting({ loop });
    future.add(42, 17, 100);
    expect(future.remove(...removed)).toEqual(counts); // a second removal finds nothing
    future.setResult('foo');
    expect(future.ran).toEqual([]);
    loop.advance();
    expect([future.ran, future.result()]).toEqual([ran, 'foo']);
  });

  it('that were added several times run as often, and are removed all at once [test_futures.BaseFutureDoneCallbackTests.test_remove_done_callback]', () => {
    const loop = makeLoop();
    const future = new Noting({ loop });
    future.add(1, 2);
    expect(future.remove(2, 3)).toEqual([1, 0]);
    future.add(2, 1, 1, 4, 1, 1, 4, 1);
    expect(future.remove(1)).toEqual([6]);
    expect(future.ran).toEqual([]);
    future.setResult('foo');
    loop.advance();
    expect([future.ran, future.result()]).toEqual([[2, 4, 4], 'foo']);
  });

  it('may remove others that are on their way already, which run all the same [test_futures.BaseFutureDoneCallbackTests.test_schedule_callbacks_list_mutation_1]', () => {
    const loop = makeLoop();
    const future = new Noting({ loop });
    let removed: number[] | undefined;
    future.addDoneCallback(() => {
      removed = future.remove(1);
    });
    future.add(1, 1);
    future.setResult('foo');
    loop.advance();
    expect([removed, future.ran]).toEqual([[0], [1, 1]]);
  });
});
