import {
  type AsyncContextManager,
  AsyncExitStack,
  type Coroutine,
  createTask,
  GeneratorExit,
  sleep,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

/** Logs what happens to it; swallows errors if told so. */
class Door implements AsyncContextManager<string> {
  readonly log: string[];
  readonly name: string;
  readonly swallow: boolean;

  constructor(log: string[], name = 'door', swallow = false) {
    this.log = log;
    this.name = name;
    this.swallow = swallow;
  }

  *aenter(): Coroutine<string> {
    yield* sleep(0);
    this.log.push(`enter ${this.name}`);
    return this.name;
  }

  *aexit(error?: unknown): Coroutine<boolean> {
    yield* sleep(0);
    this.log.push(`leave ${this.name}${error === undefined ? '' : ` after ${String(error)}`}`);
    return this.swallow;
  }
}

describe('withAsync', () => {
  it('enters, runs the body with what entering gave, leaves, and returns what the body returned', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const result = yield* withAsync(new Door(log), function* (name) {
        log.push(`in ${name}`);
        yield* sleep(0);
        return 5;
      });
      expect(result).toBe(5);
      expect(log).toEqual(['enter door', 'in door', 'leave door']);
    });
  });

  it('tells the manager of an error, and lets it pass', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const error = new TypeError('no');
      expect(yield* failureOf(withAsync(new Door(log), () => fails(error)))).toBe(error);
      expect(log).toEqual(['enter door', 'leave door after TypeError: no']);
    });
  });

  it('swallows the error if the manager says so', () => {
    runVirtual(function* () {
      const log: string[] = [];
      expect(yield* withAsync(new Door(log, 'door', true), () => fails(new TypeError('no')))).toBe(undefined);
      expect(log).toEqual(['enter door', 'leave door after TypeError: no']);
    });
  });

  it('takes `throw undefined` for an error as well', () => {
    runVirtual(function* () {
      const log: string[] = [];
      expect(yield* failureOf(withAsync(new Door(log), () => fails(undefined)))).toBe(undefined);
      expect(log[1]).toBe('leave door after TypeError: undefined was thrown; throw an Error instead');
    });
  });

  it('leaves with GeneratorExit when it is closed while it is suspended', () => {
    const log: unknown[] = [];
    const manager: AsyncContextManager<void> = {
      *aenter() {
        log.push('enter');
      },
      *aexit(error) {
        log.push(error);
      },
    };
    runVirtual(function* () {
      const call = withAsync(manager, () => sleep(10));
      const task = createTask(call);
      yield* sleep(0);
      call.close();
      expect(log).toEqual(['enter', new GeneratorExit('the coroutine was closed')]);
      expect(log[1]).toBeInstanceOf(GeneratorExit);
      task.cancel();
      yield* failureOf(task);
    });
  });

  it('does not leave what it could not enter', () => {
    runVirtual(function* () {
      const manager = {
        aenter: () => fails(new TypeError('locked')),
        aexit: () => fails(new TypeError('never')),
      };
      expect(yield* failureOf(withAsync(manager, () => sleep(0)))).toEqual(new TypeError('locked'));
    });
  });

  it('shows under its own name among the calls of a task', () => {
    runVirtual(function* () {
      const task = createTask(withAsync(new Door([]), () => sleep(10)));
      yield* turns(3);
      expect(task.getStack()).toEqual(['withAsync', 'sleep']);
      task.cancel();
      yield* failureOf(task);
    });
  });

  it('shows without its body, which is a block and no call', () => {
    runVirtual(function* () {
      function* body() {
        yield* sleep(10);
      }
      const task = createTask(withAsync(new Door([]), body));
      yield* turns(3);
      expect(task.getStack()).toEqual(['withAsync', 'sleep']);
      task.cancel();
      yield* failureOf(task);
    });
  });

  it('refuses what cannot be left, before it is entered, and says what it needs', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const half = halfOfADoor(log);
      for (const call of [withAsync(half, () => sleep(0)), new AsyncExitStack().enterAsyncContext(half)]) {
        expect(yield* failureOf(call)).toEqual(
          new TypeError(
            'half of a door does not support the asynchronous context manager protocol\n' +
              '  It needs two methods that make coroutines, aenter() and aexit(error)',
          ),
        );
      }
      expect(log).toEqual([]);
    });
  });
});

describe('AsyncExitStack', () => {
  it('leaves in the opposite order of entering', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const result = yield* withAsync(new AsyncExitStack(), function* (stack) {
        expect(yield* stack.enterAsyncContext(new Door(log, 'a'))).toBe('a');
        yield* stack.enterAsyncContext(new Door(log, 'b'));
        stack.callback(() => log.push('plain'));
        stack.pushAsyncCallback(function* () {
          yield* sleep(0);
          log.push('coroutine');
        });
        return 'result';
      });
      expect(result).toBe('result');
      expect(log).toEqual(['enter a', 'enter b', 'coroutine', 'plain', 'leave b', 'leave a']);
    });
  });

  it('tells every exit of the error, until one swallows it', () => {
    runVirtual(function* () {
      const log: string[] = [];
      yield* withAsync(new AsyncExitStack(), function* (stack) {
        yield* stack.enterAsyncContext(new Door(log, 'a'));
        yield* stack.enterAsyncContext(new Door(log, 'b', true));
        yield* stack.enterAsyncContext(new Door(log, 'c'));
        yield* fails(new TypeError('no'));
      });
      expect(log.slice(3)).toEqual(['leave c after TypeError: no', 'leave b after TypeError: no', 'leave a']);
    });
  });

  it('lets the error pass if no exit swallows it', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const error = new TypeError('no');
      const main = withAsync(new AsyncExitStack(), function* (stack) {
        yield* stack.enterAsyncContext(new Door(log, 'a'));
        yield* fails(error);
      });
      expect(yield* failureOf(main)).toBe(error);
      expect(log).toEqual(['enter a', 'leave a after TypeError: no']);
    });
  });

  it('says that it swallowed something only if there was something', () => {
    runVirtual(function* () {
      const stack = new AsyncExitStack();
      const outcomes: boolean[] = [];
      for (const error of [undefined, new TypeError('no')]) {
        stack.pushAsyncExit(() => sleep(0, true));
        outcomes.push(yield* stack.aexit(error));
      }
      expect(outcomes).toEqual([false, true]);
    });
  });

  it('names the calls that enter and leave', () => {
    const stack = new AsyncExitStack();
    expect([stack.enterAsyncContext(new Door([])), stack.aclose()].map(String)).toEqual([
      '<coroutine AsyncExitStack.enterAsyncContext() created>',
      '<coroutine AsyncExitStack.aclose() created>',
    ]);
  });

  it('lets an exit replace the error', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const main = withAsync(new AsyncExitStack(), function* (stack) {
        yield* stack.enterAsyncContext(new Door(log, 'a'));
        stack.pushAsyncExit(() => fails(new TypeError('second')));
        yield* fails(new TypeError('first'));
      });
      expect(yield* failureOf(main)).toEqual(new TypeError('second'));
      expect(log).toEqual(['enter a', 'leave a after TypeError: second']);
    });
  });

  it('throws the error of an exit although the body was fine, and lets another exit swallow it', () => {
    runVirtual(function* () {
      const stack = new AsyncExitStack();
      stack.pushAsyncExit(() => fails(new TypeError('late')));
      expect(yield* failureOf(stack.aclose())).toEqual(new TypeError('late'));
      stack.pushAsyncExit(function* () {
        return true;
      });
      stack.pushAsyncExit(() => fails(new TypeError('late')));
      yield* stack.aclose();
    });
  });

  it('hands everything over to a new stack', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const stack = new AsyncExitStack();
      stack.callback(() => log.push('left'));
      const kept = stack.popAll();
      yield* stack.aclose();
      expect(log).toEqual([]);
      yield* kept.aclose();
      yield* kept.aclose();
      expect(log).toEqual(['left']);
    });
  });
});

/** It can be entered, but not left. */
function halfOfADoor(log: string[]): Door {
  const half = {
    aenter: () => sleep(0, log.push('enter')),
    toString: () => 'half of a door',
  };
  return half as unknown as Door;
}

function* fails(error: unknown): Coroutine<never> {
  throw error;
}
