import {
  CancelledError,
  coroutine,
  type Coroutine,
  createTask,
  GeneratorExit,
  RuntimeError,
  sleep,
  Task,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { asyncFor, asyncGenerator, emit, type Emits } from '../src/index.js';

const END = { done: true, value: undefined };
const item = (value: unknown) => ({ done: false, value });

const outside = new RuntimeError(
  "'emit' outside async generator\n  Await it in the body of asyncGenerator(function* () { … }), or in what that awaits with yield*; a task of its own is outside",
);

describe('emit in what the body awaits', () => {
  it('reaches the consumer from a coroutine, which gets what asend sent', () => {
    const ask = coroutine(function* ask(question: string) {
      yield* sleep(1);
      const answer = yield* emit(question);
      yield* sleep(1);
      return answer;
    });
    const gen = asyncGenerator(function* (): Emits<string> {
      const name = yield* ask('name?');
      yield* emit(`hello ${String(name)}`);
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.anext()).toEqual(item('name?'));
      expect(yield* generator.asend('Ada')).toEqual(item('hello Ada'));
      expect(yield* generator.anext()).toEqual(END);
    });
  });

  it('reaches the consumer from a raw generator, at any depth', () => {
    function* nested(depth: number): Emits<number> {
      yield* sleep(0);
      if (depth > 0) yield* nested(depth - 1);
      yield* emit(depth);
    }
    const gen = asyncGenerator(() => nested(20));
    const all: number[] = [];
    runVirtual(() =>
      asyncFor(gen(), function* (depth) {
        all.push(depth);
      }),
    );
    expect(all).toEqual(Array.from({ length: 21 }, (_, i) => i));
  });

  it('works inside withAsync, whose manager may suspend when the generator is closed there', () => {
    const log: string[] = [];
    const connection = {
      *aenter(): Coroutine<string> {
        yield* sleep(1);
        return 'row';
      },
      *aexit(error?: unknown): Coroutine<void> {
        log.push(`aexit ${(error as Error).name}`);
        yield* sleep(1);
        log.push('left');
      },
    };
    const rows = asyncGenerator(function* (): Emits<string> {
      yield* withAsync(connection, function* (name) {
        yield* emit(`${name} 1`);
        yield* emit(`${name} 2`);
      });
      log.push('never here');
    });
    runVirtual(function* () {
      const generator = rows();
      expect(yield* generator.anext()).toEqual(item('row 1'));
      yield* generator.aclose();
      expect(yield* generator.anext()).toEqual(END);
    });
    expect(log).toEqual(['aexit GeneratorExit', 'left']);
  });

  it('goes to the generator whose body it is in when one loops over another', () => {
    const inner = asyncGenerator(function* (): Emits<number> {
      for (let n = 1; n <= 3; n++) {
        yield* sleep(0);
        yield* emit(n);
      }
    });
    const squares = asyncGenerator(function* (): Emits<string> {
      yield* asyncFor(inner(), function* (n) {
        yield* emit(`${n * n}`);
      });
    });
    const all: string[] = [];
    runVirtual(() =>
      asyncFor(squares(), function* (text) {
        all.push(text);
      }),
    );
    expect(all).toEqual(['1', '4', '9']);
  });

  it('gets what athrow throws, and may be caught in between', () => {
    const helper = coroutine(function* helper() {
      yield* sleep(0);
      try {
        yield* emit('try');
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing thrown';
    });
    const gen = asyncGenerator(function* (): Emits<string> {
      yield* emit(yield* helper());
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.anext();
      expect(yield* generator.athrow(new RangeError('caught'))).toEqual(item('caught'));
    });
  });
});

describe('emit where there is no consumer', () => {
  it('fails in a coroutine that no async generator awaits', () => {
    runVirtual(function* () {
      expect(yield* failureOf(emit(1))).toEqual(outside);
    });
  });

  it('fails in a task that the body starts, and the generator goes on', () => {
    const gen = asyncGenerator(function* (): Emits<unknown> {
      const task = createTask(emit('lost'));
      yield* emit(yield* failureOf(task));
    });
    runVirtual(function* () {
      expect(yield* gen().anext()).toEqual(item(outside));
    });
  });

  it('fails in a task that the body starts eagerly', () => {
    const gen = asyncGenerator(function* (): Emits<unknown> {
      const task = new Task(
        (function* () {
          yield* emit('lost');
        })(),
        { eagerStart: true },
      );
      expect(task.done()).toBe(true);
      yield* emit(yield* failureOf(task));
    });
    runVirtual(function* () {
      expect(yield* gen().anext()).toEqual(item(outside));
    });
  });

  it('fails after the generator around it has handed the task over', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    runVirtual(function* () {
      yield* gen().anext();
      expect(yield* failureOf(emit(2))).toEqual(outside);
    });
  });

  it('does nothing when it is closed instead of awaited', () => {
    const call = emit(1);
    call.close();
    expect(String(call)).toBe('<coroutine emit() finished>');
  });
});

describe('emit written wrongly', () => {
  it('without the star is told of, at the place where it stands', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      // eslint-disable-next-line asyncio/no-bare-yield -- what is tested
      yield emit(1) as never;
    });
    runVirtual(function* () {
      const error = yield* failureOf(gen().anext());
      expect(error).toBeInstanceOf(RuntimeError);
      expect((error as Error).message).toMatch(/^yield was used instead of yield\*/);
    });
  });

  it('twice with one call is an error', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      const call = emit(1);
      yield* call;
      yield* call;
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.anext();
      expect((yield* failureOf(generator.anext())) as Error).toMatchObject({
        message: expect.stringMatching(/^cannot reuse already awaited coroutine/) as string,
      });
    });
  });
});

describe('what emit throws when the generator is closed', () => {
  it('is a GeneratorExit, which is no CancelledError', () => {
    let thrown: unknown;
    const gen = asyncGenerator(function* () {
      try {
        yield* emit(1);
      } catch (error) {
        thrown = error;
        throw error;
      }
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.anext();
      yield* generator.aclose();
    });
    expect(thrown).toBeInstanceOf(GeneratorExit);
    expect(thrown).not.toBeInstanceOf(CancelledError);
  });
});
