/** Frames: whatever the nesting of coroutine objects and raw generators, a program does what plain generators do. */
import fc from 'fast-check';
import { CancelledError, type Coroutine, coroutine, createTask, Future, sleep } from '@asyncio-ts/tasks';
import { failureOf, handsStepsOn, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

/** Nested calls down to `depth`, each with a cleanup that suspends. */
function nest(log: string[], depth: number, innermost: () => Coroutine<string>): Coroutine<string> {
  const call = coroutine(function* level(n: number): Coroutine<string> {
    try {
      if (n === 0) return yield* innermost();
      return yield* n % 3 === 0 ? raw(n - 1) : call(n - 1); // raw generators in between
    } finally {
      yield* sleep(0);
      log.push(`left ${n}`);
    }
  });
  function* raw(n: number): Coroutine<string> {
    return yield* call(n);
  }
  return raw(depth);
}

describe('a task with nested coroutines', () => {
  it('hands results outwards, however deep, through raw generators as well', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const result = yield* nest(log, 7, function* () {
        yield* turns(3);
        return 'found';
      });
      expect(result).toBe('found');
      expect(log).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `left ${n}`));
    });
  });

  it('hands errors outwards, through every finally', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const error = yield* failureOf(
        nest(log, 4, function* () {
          yield* turns(2);
          throw new TypeError('deep');
        }),
      );
      expect(error).toEqual(new TypeError('deep'));
      expect(log).toEqual([0, 1, 2, 3, 4].map((n) => `left ${n}`));
    });
  });

  it('is cancelled at the innermost place, and cleans up with awaits on the way out', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        nest(log, 4, function* () {
          try {
            yield* sleep(10);
          } catch (error) {
            log.push(String(error));
            throw error;
          }
          return 'never';
        }),
      );
      yield* turns(2);
      task.cancel('stop');
      expect(yield* failureOf(task)).toEqual(new CancelledError('stop'));
      expect(log).toEqual(['CancelledError: stop', ...[0, 1, 2, 3, 4].map((n) => `left ${n}`)]);
    });
  });

  // Calls in between are not known otherwise: see there.
  it.skipIf(!handsStepsOn)('names the calls it is suspended in', () => {
    const inner = coroutine(function* inner() {
      yield* sleep(1);
    });
    const outer = coroutine(function* outer() {
      yield* inner();
      yield* sleep(1);
    });
    runVirtual(function* () {
      const task = createTask(outer());
      expect(task.getStack()).toEqual(['outer']);
      yield* sleep(0);
      expect(task.getStack()).toEqual(['outer', 'inner', 'sleep']);
      expect(task.getStack({ limit: 2 })).toEqual(['inner', 'sleep']);
      yield* sleep(1.5);
      expect(task.getStack()).toEqual(['outer', 'sleep']);
      yield* task;
      expect(task.getStack()).toEqual([]);
    });
  });

  it('keeps its stack when a coroutine is driven by hand in between', () => {
    const inner = coroutine(function* inner() {
      yield* sleep(0);
      yield* sleep(0);
      return 'inner';
    });
    const outer = coroutine(function* outer() {
      const byHand = inner()[Symbol.iterator]();
      byHand.next(); // suspends, but not us
      yield* sleep(1);
      byHand.next();
      const last = byHand.next();
      yield* sleep(1);
      return last.value;
    });
    runVirtual(function* () {
      const task = createTask(outer());
      yield* sleep(0);
      expect(task.getStack()).toEqual(['outer', 'sleep']);
      expect(yield* task).toBe('inner');
    });
  });

  it('may catch what a settled call throws, and go on', () => {
    const fails = coroutine(function* fails() {
      yield* sleep(0);
      throw new TypeError('no');
    });
    const survives = coroutine(function* survives() {
      const seen: string[] = [];
      for (let i = 0; i < 3; i++) {
        try {
          yield* fails();
        } catch (error) {
          seen.push(String(error));
        }
        yield* sleep(0);
      }
      return seen.length;
    });
    expect(runVirtual(survives)).toBe(3);
  });

  it('can be closed with calls on its stack', () => {
    const log: string[] = [];
    const inner = coroutine(function* inner() {
      try {
        yield* sleep(10);
      } finally {
        log.push('inner');
      }
    });
    const outer = coroutine(function* outer() {
      try {
        yield* inner();
      } finally {
        log.push('outer');
      }
    });
    runVirtual(function* () {
      const call = outer();
      const task = createTask(call);
      yield* sleep(0);
      call.close();
      expect(log).toEqual(['inner', 'outer']);
      task.cancel();
      expect(String(yield* failureOf(task))).toContain('cannot reuse already awaited coroutine'); // as in CPython
    });
  });
});

// ---- a random program, once in coroutine objects and once in plain generators ----------------------------------

type Program =
  | { readonly kind: 'turn' | 'future' | 'throw' }
  | { readonly kind: 'block' | 'call' | 'try'; readonly body: readonly Program[] };

const programs = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Program>({ kind: 'turn' }, { kind: 'turn' }, { kind: 'future' }, { kind: 'throw' }),
    fc.record({
      kind: fc.constantFrom('block' as const, 'call' as const, 'try' as const),
      body: fc.array(tie('program'), { maxLength: 4 }),
    }),
  ),
})).program;

type Wrap = (call: () => Coroutine<number>) => Coroutine<number>;

/** Runs a program; every statement is logged, and counted in the results that travel outwards. */
function* execute(program: Program, wrap: Wrap, log: string[]): Coroutine<number> {
  log.push(program.kind);
  if (program.kind === 'throw') throw new TypeError(`after ${log.length}`);
  if (program.kind === 'turn') yield* sleep(0);
  if (program.kind === 'future') yield* soon();
  if (!('body' in program)) return 1;
  const all = function* (): Coroutine<number> {
    let sum = 1;
    for (const part of program.body) sum += yield* wrap(() => execute(part, wrap, log));
    return sum;
  };
  if (program.kind === 'call') return yield* wrap(all);
  if (program.kind === 'block') return yield* all();
  try {
    return yield* wrap(all);
  } catch (error) {
    log.push(String(error));
    return 0;
  } finally {
    yield* sleep(0);
    log.push('finally');
  }
}

function* soon(): Coroutine<void> {
  const future = new Future<void>();
  createTask(settle(future));
  yield* future;
}

function* settle(future: Future<void>): Coroutine<void> {
  if (!future.done()) future.setResult();
  yield* sleep(0);
}

/** What the program logs, turn by turn, when its task is cancelled after `patience` turns. */
function observe(program: Program, patience: number, wrap: Wrap): string[] {
  return runVirtual(function* () {
    const log: string[] = [];
    const task = createTask(wrap(() => execute(program, wrap, log)));
    for (let turn = 0; !task.done(); turn++) {
      log.push(`turn ${turn}`);
      if (turn === patience) task.cancel('enough');
      yield* sleep(0);
    }
    const outcome = task.cancelled() ? 'cancelled' : (task.exception() ?? task.result());
    return [...log, String(outcome)];
  });
}

it('any program of calls, errors, suspensions and a cancellation runs as in plain generators', () => {
  const asObject: Wrap = (call) => coroutine(call)() as unknown as Coroutine<number>;
  fc.assert(
    fc.property(programs, fc.nat(12), (program, patience) => {
      const plain = observe(program, patience, (call) => call());
      expect(observe(program, patience, asObject)).toEqual(plain);
      let count = 0;
      const mixed: Wrap = (call) => (count++ % 2 === 0 ? asObject(call) : call());
      expect(observe(program, patience, mixed)).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});
