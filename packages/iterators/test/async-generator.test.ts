import { VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  coroutine,
  createTask,
  currentTask,
  getRunningLoop,
  RuntimeError,
  runUntilCompleteSync,
  sleep,
} from '@asyncio-ts/tasks';
import { loopState } from '@asyncio-ts/tasks/internal';
import { failureOf, runReporting, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import {
  anext,
  asyncFor,
  asyncGenerator,
  AsyncGeneratorObject,
  BREAK,
  emit,
  type Emits,
  StopAsyncIteration,
} from '../src/index.js';

const END = { done: true, value: undefined };
const item = (value: unknown) => ({ done: false, value });

const count = asyncGenerator(function* count(to: number): Emits<number> {
  for (let n = 1; n <= to; n++) yield* emit(n);
});

/** Emits 1 and then logs how it ended. */
function logged(log: string[]): AsyncGeneratorObject<number> {
  return asyncGenerator(function* (): Emits<number> {
    try {
      yield* emit(1);
      yield* sleep(1);
      yield* emit(2);
    } catch (error) {
      log.push((error as Error).name);
      throw error;
    } finally {
      log.push('finally');
    }
  })();
}

describe('an async generator function', () => {
  it('takes arguments and this, has the name of its body, and runs nothing', () => {
    let ran = false;
    const ticker = {
      step: 2,
      ticks: asyncGenerator(function* ticks(this: { step: number }, from: number): Emits<number> {
        ran = true;
        yield* emit(from + this.step);
      }),
    };
    const generator = ticker.ticks(40);
    expect(generator).toBeInstanceOf(AsyncGeneratorObject);
    expect([ticker.ticks.name, generator.name, ran]).toEqual(['ticks', 'ticks', false]);
    runVirtual(function* () {
      expect(yield* generator.anext()).toEqual(item(42));
    });
    const anonymous = asyncGenerator(function* () {
      yield* emit(1);
    });
    expect(anonymous().name).toBe('(anonymous)');
  });

  it('refuses what is not a generator function, and says what to write', () => {
    expect(() => asyncGenerator(7 as never)).toThrow(
      new TypeError(
        'asyncGenerator() needs a generator function, got 7\n  Write it as asyncGenerator(function* name() { … })',
      ),
    );
    async function* native() {
      // Has neither body nor place here.
    }
    const wrong = [native, coroutine(function* wrong() {}), () => 7];
    for (const body of wrong) {
      expect(() => asyncGenerator(body as never)()).toThrow(
        /^asyncGenerator\(\) needs a generator function, got function .*, which returned /,
      );
    }
  });
});

describe('an async generator', () => {
  it('shows its state in one line', () => {
    runVirtual(function* () {
      const generator = asyncGenerator(function* rows(): Emits<number> {
        yield* emit(1);
        yield* sleep(1);
      })();
      const states = [String(generator)];
      yield* generator.anext();
      states.push(String(generator));
      const task = createTask(generator.anext());
      yield* sleep(0);
      states.push(String(generator));
      yield* task;
      states.push(String(generator));
      const words = ['created', 'suspended', 'running', 'finished'];
      expect(states).toEqual(words.map((word) => `<async_generator rows() ${word}>`));
    });
  });

  it('runs on the task that asks for the item, whichever that is', () => {
    const gen = asyncGenerator(function* (): Emits<string | undefined> {
      for (;;) yield* emit(currentTask()?.getName());
    });
    runVirtual(function* () {
      const generator = gen();
      const first = createTask(generator.anext(), { name: 'first' });
      expect(yield* first).toEqual(item('first'));
      const second = createTask(generator.anext(), { name: 'second' });
      expect(yield* second).toEqual(item('second'));
    });
  });

  it('is over once its body threw, or was cancelled', () => {
    runVirtual(function* () {
      const broken = asyncGenerator(function* () {
        throw new RangeError('broken');
      })();
      expect(yield* failureOf(broken.anext())).toEqual(new RangeError('broken'));
      expect(yield* broken.anext()).toEqual(END);

      const log: string[] = [];
      const generator = logged(log);
      yield* generator.anext();
      const task = createTask(generator.anext());
      yield* sleep(0);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(log).toEqual(['CancelledError', 'finally']);
      expect(yield* generator.anext()).toEqual(END);
    });
  });

  it('is as it was when a call was cancelled or closed before it began', () => {
    runVirtual(function* () {
      const generator = count(2);
      yield* generator.anext();
      const task = createTask(generator.anext());
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      generator.anext().close();
      generator.aclose().close();
      expect(yield* generator.anext()).toEqual(item(2));
    });
  });

  it('refuses a second call while one is under way, which goes on', () => {
    runVirtual(function* () {
      const generator = asyncGenerator(function* (): Emits<number> {
        yield* sleep(1);
        yield* emit(1);
      })();
      const task = createTask(generator.anext());
      yield* sleep(0);
      const messages: string[] = [];
      for (const call of [
        generator.anext(),
        generator.asend(1),
        generator.athrow(new Error()),
        generator.aclose(),
      ]) {
        const error = yield* failureOf(call);
        expect(error).toBeInstanceOf(RuntimeError);
        messages.push((error as Error).message.split('\n')[0]!);
        call.close(); // must not reach the generator, which is another call's now
      }
      expect(messages).toEqual([
        'anext(): asynchronous generator is already running',
        'anext(): asynchronous generator is already running',
        'athrow(): asynchronous generator is already running',
        'aclose(): asynchronous generator is already running',
      ]);
      expect(yield* task).toEqual(item(1));
    });
  });

  it('may be iterated by hand without any loop', () => {
    const generator = count(1);
    expect(generator.anext().next()).toEqual({ done: true, value: item(1) });
    expect(generator.anext().next()).toEqual({ done: true, value: END });
  });

  it('keeps a StopAsyncIteration of its body as the cause of the error that it becomes', () => {
    runVirtual(function* () {
      const generator = asyncGenerator(function* () {
        yield* emit(yield* anext(count(0)));
      })();
      const error = yield* failureOf(generator.anext());
      expect(error).toEqual(
        new RuntimeError('async generator raised StopAsyncIteration\n  Return to end it'),
      );
      expect((error as Error).cause).toBeInstanceOf(StopAsyncIteration);
    });
  });
});

describe('a call whose coroutine is closed while the body waits', () => {
  it('ends the generator: its finally blocks run', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const generator = logged(log);
      yield* generator.anext();
      const consumer = (function* () {
        yield* generator.anext();
      })();
      consumer.next();
      consumer.return();
      expect(log).toEqual(['GeneratorExit', 'finally']);
      expect(yield* generator.anext()).toEqual(END);
    });
  });

  it.each([
    ['returns', undefined],
    ['emits', /^coroutine ignored GeneratorExit/],
    ['waits', /^coroutine ignored GeneratorExit/],
    ['throws', /^broken$/],
  ] as const)('closes as far as the body lets it, which then %s', (then, message) => {
    function* wait(): Emits<number> {
      try {
        yield* sleep(0);
      } catch {
        if (then === 'emits') yield* emit(1);
        if (then === 'waits') yield* sleep(0);
        if (then === 'throws') throw new RangeError('broken');
      }
    }
    const generator = asyncGenerator(wait)();
    const anextCall = generator.anext();

    const other = asyncGenerator(function* (): Emits<number> {
      try {
        yield* emit(0);
      } finally {
        yield* wait();
      }
    })();
    other.anext().next();
    const acloseCall = other.aclose();

    for (const call of [anextCall, acloseCall]) {
      call.next(); // by hand: no loop will have to end what is still suspended
      const close = () => {
        call.close();
      };
      if (message === undefined) close();
      else expect(close).toThrow(message);
    }
  });
});

describe('aclose', () => {
  it('waits for the finally blocks, and ends it for good', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const generator = asyncGenerator(function* (): Emits<number> {
        try {
          yield* emit(1);
        } finally {
          yield* sleep(3);
          log.push(`closed at ${getRunningLoop().time()}`);
        }
      })();
      yield* generator.anext();
      yield* generator.aclose();
      expect(log).toEqual(['closed at 3']);
      expect(yield* generator.anext()).toEqual(END);
      expect(yield* generator.athrow(new RangeError())).toEqual(END);
      yield* generator.aclose();
    });
  });

  it('runs nothing of a generator that was not begun', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const generator = logged(log);
      yield* generator.aclose();
      expect(yield* generator.anext()).toEqual(END);
      expect(log).toEqual([]);
    });
  });

  it('throws what a finally block throws instead', () => {
    runVirtual(function* () {
      const generator = asyncGenerator(function* () {
        try {
          yield* emit(1);
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- what is tested
          throw new RangeError('in finally');
        }
      })();
      yield* generator.anext();
      expect(yield* failureOf(generator.aclose())).toEqual(new RangeError('in finally'));
      yield* generator.aclose();
    });
  });

  it('asks a body that goes on only once, which may be iterated further', () => {
    runVirtual(function* () {
      let asked = 0;
      const generator = asyncGenerator(function* (): Emits<number> {
        for (let n = 1; ; n++) {
          try {
            yield* emit(n);
          } catch {
            asked++;
          }
        }
      })();
      yield* generator.anext();
      expect((yield* failureOf(generator.aclose())) as Error).toMatchObject({
        message: expect.stringMatching(/^async generator ignored GeneratorExit/) as string,
      });
      yield* generator.aclose();
      expect(yield* generator.athrow(new RangeError())).toEqual(END);
      expect(asked).toBe(1);
      expect(yield* generator.anext()).toEqual(item(3));
    });
  });

  it.each([0, 10])('cancelled while the body cleans up for %d s, passes that on', (seconds) => {
    runVirtual(function* () {
      const log: string[] = [];
      const generator = asyncGenerator(function* (): Emits<number> {
        try {
          yield* emit(1);
        } finally {
          try {
            yield* sleep(seconds);
          } catch (error) {
            log.push((error as Error).name);
            // eslint-disable-next-line no-unsafe-finally -- what is tested
            throw error;
          }
        }
      })();
      yield* generator.anext();
      const task = createTask(generator.aclose());
      yield* sleep(0);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(log).toEqual(['CancelledError']);
    });
  });
});

describe('the end of the loop', () => {
  it('closes generators that were left half run, and keeps none that finished', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const { asyncGenerators } = loopState(getRunningLoop());
      yield* asyncFor(count(3), function* () {});
      yield* asyncFor(count(3), function* () {
        return BREAK;
      });
      yield* count(1).aclose();
      expect(asyncGenerators.size).toBe(0);
      const generator = logged(log);
      yield* generator.anext();
      expect([...asyncGenerators]).toEqual([generator]);
    });
    expect(log).toEqual(['GeneratorExit', 'finally']);
  });

  it('tells of a generator that will not end', () => {
    const { reported } = runReporting(function* () {
      const generator = asyncGenerator(function* stubborn(): Emits<number> {
        try {
          yield* emit(1);
        } finally {
          yield* emit(2);
        }
      })();
      yield* generator.anext();
    });
    expect(reported.map(({ message }) => message)).toEqual([
      'an error occurred during closing of asynchronous generator <async_generator stubborn() suspended>',
    ]);
  });

  it('takes a generator off the loop that it began on when it ends on another', () => {
    const first = new VirtualTimeLoop();
    const generator = count(1);
    runUntilCompleteSync(first, generator.anext());
    expect(loopState(first).asyncGenerators.size).toBe(1);
    runVirtual(() => generator.anext());
    expect(loopState(first).asyncGenerators.size).toBe(0);
    first.close();
  });
});
