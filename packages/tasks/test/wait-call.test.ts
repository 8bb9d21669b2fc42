/** Calls that wait in line, driven by hand and closed; what they are for is tested in `sync` and `queues`. */
import { type Coroutine, createTask, Future, RuntimeError, sleep } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { MUST_WAIT, WaitCall, type WaitPlan } from '../src/internal.js';

/** A door that somebody opens: whoever waits is told in what he gets in, and when. */
class Door {
  isOpen = false;
  readonly line: Future<void>[] = [];
  readonly left: boolean[] = [];
  readonly #entering: WaitPlan<Door, string, Future<void>, string> = {
    name: 'Door.enter',
    attempt: (door, name) => (door.isOpen ? `${name} at once` : MUST_WAIT),
    line: (door) => {
      const waiter = new Future<void>();
      door.line.push(waiter);
      return waiter;
    },
    leave: (door, waiter, woken) => {
      door.line.splice(door.line.indexOf(waiter), 1);
      door.left.push(woken);
    },
    proceed: (door, name) => (door.isOpen ? `${name} later` : MUST_WAIT),
  };

  enter(name: string): WaitCall<Door, string, Future<void>, string> {
    return new WaitCall(this.#entering, this, name);
  }
}

describe('a call that waits in line', () => {
  it('does it at once if it can, and is over then', () => {
    runVirtual(function* () {
      const door = new Door();
      door.isOpen = true;
      const call = door.enter('A');
      expect([call.name, String(call)]).toEqual(['Door.enter', '<coroutine Door.enter() created>']);
      expect([yield* call, String(call), door.left]).toEqual([
        'A at once',
        '<coroutine Door.enter() finished>',
        [],
      ]);
      const error = new RuntimeError(
        'cannot reuse already awaited coroutine: <coroutine Door.enter() finished>\n' +
          '  Call the function again, or share a task: createTask(…)',
      );
      expect(thrownBy(() => call.next())).toEqual(error);
      expect(thrownBy(() => call[Symbol.iterator]())).toEqual(error);
    });
  });

  it('waits as often as it is woken for nothing', () => {
    runVirtual(function* () {
      const door = new Door();
      const task = createTask(door.enter('A'));
      for (let time = 0; time < 3; time++) {
        yield* sleep(0);
        expect(task.getStack()).toEqual(['Door.enter']);
        door.isOpen = time === 2;
        door.line[0]!.setResult();
        yield* sleep(0);
      }
      expect([yield* task, door.left]).toEqual(['A later', [true, true, true]]);
    });
  });

  it('leaves the line when it is cancelled, closed, or thrown at', () => {
    runVirtual(function* () {
      const door = new Door();
      const [cancelled, closed, thrownAt] = ['A', 'B', 'C'].map((name) => door.enter(name));
      const task = createTask(cancelled!);
      yield* sleep(0);
      closed!.next();
      thrownAt!.next();
      expect(door.line).toHaveLength(3);
      task.cancel();
      yield* sleep(0);
      expect([task.cancelled(), door.left]).toEqual([true, [false]]);
      closed!.close();
      expect(thrownBy(() => thrownAt!.throw(new TypeError('out')))).toEqual(new TypeError('out'));
      expect([door.left, door.line.length]).toEqual([[false, false, false], 0]);
      closed!.close();
      expect(door.left).toHaveLength(3);
    });
  });

  it('cannot be driven on by hand while it waits', () => {
    runVirtual(function* () {
      const call = new Door().enter('A');
      call.next();
      expect(thrownBy(() => call.next())).toMatchObject({
        message: expect.stringMatching(/^await wasn't used with future/) as string,
      });
      call.close();
      yield* sleep(0);
    });
  });

  it('is over when it fails', () => {
    runVirtual(function* () {
      const failing: WaitPlan<null, null, Future<void>, never> = {
        name: 'fails',
        attempt: () => {
          throw new RangeError('no');
        },
        line: () => new Future(),
        leave: () => undefined,
        proceed: () => MUST_WAIT,
      };
      const call = new WaitCall(failing, null, null);
      function* awaits(): Coroutine<void> {
        yield* call;
      }
      expect(yield* failureOf(createTask(awaits()))).toEqual(new RangeError('no'));
      expect(String(call)).toBe('<coroutine fails() finished>');
    });
  });
});
