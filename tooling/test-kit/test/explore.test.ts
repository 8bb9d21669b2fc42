// A checker that lets something pass would hide it from the tests of every primitive.
import { CancelledError, type Coroutine, createTask, Future, sleep } from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import {
  explore,
  failAfter,
  hang,
  type Model,
  playWith,
  replay,
  ScheduleError,
  type Stage,
  thrownBy,
} from '../src/index.js';

function* oneStep(stage: Stage): Coroutine<void> {
  yield* stage.step('go');
}

/** One actor, whose script begins with a step. */
const alone =
  (script: (stage: Stage) => Coroutine<void>): Model =>
  (stage) => {
    stage.actor('A', function* () {
      yield* stage.step('begin');
      yield* script(stage);
    });
  };

/** A future that is waited for, and set by another. */
function waitAndWake(stage: Stage): {
  readonly future: Future<void>;
  readonly waiter: ReturnType<Stage['actor']>;
} {
  const future = new Future<void>();
  const waiter = stage.actor('A', function* () {
    yield* stage.step('wait');
    yield* future;
    yield* stage.step('end');
  });
  stage.actor('B', function* () {
    yield* stage.step('wake');
    if (!future.done()) future.setResult();
  });
  return { future, waiter };
}

/** Two that count themselves, and lose a count when they do so at the same time. */
function lostCount(stage: Stage): void {
  let [count, counted] = [0, 0];
  stage.alike(['A', 'B'], function* () {
    yield* stage.step('count');
    const seen = count;
    yield* sleep(0);
    count = seen + 1;
    counted++;
  });
  stage.show(() => count);
  stage.atEnd('no count is lost', () => count === counted);
}

describe('explore()', () => {
  it('lets different actors act in every order', () => {
    const seen: string[] = [];
    const schedules = explore(
      (stage) => {
        const order: string[] = [];
        for (const name of ['a', 'b']) {
          stage.actor(name, function* () {
            for (let left = 2; left > 0; left--) {
              yield* stage.step('act');
              order.push(name);
            }
          });
        }
        stage.atEnd('they have acted', () => seen.push(order.join('')) > 0);
      },
      { cancels: 0 },
    );
    expect(seen).toEqual(['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa']);
    expect(schedules).toBe(6);
  });

  it('lets only the first begin of several that do the same', () => {
    const model: Model = (stage) => void stage.alike('abc', () => oneStep(stage));
    expect(explore(model, { cancels: 0 })).toBe(1);
  });

  it('takes each of the things that an actor can do', () => {
    const taken: string[] = [];
    const model = alone(function* (stage) {
      taken.push(yield* stage.step('this', 'that', 'the other'));
    });
    expect(explore(model, { cancels: 0 })).toBe(3);
    expect(taken).toEqual(['this', 'that', 'the other']);
  });

  it('lets actors act between two callbacks of a turn, and between turns', () => {
    const seen = new Set<string>();
    explore(
      (stage) => {
        const order: string[] = [];
        stage.actor('A', function* () {
          yield* stage.step('begin');
          stage.loop.callSoon(() => order.push('first'));
          stage.loop.callSoon(() => stage.loop.callSoon(() => order.push('in the next turn')));
          stage.loop.callSoon(() => order.push('second'));
        });
        stage.actor('B', function* () {
          yield* stage.step('act');
          order.push('B');
        });
        stage.atEnd('all is noted', () => seen.add(order.join(', ')).size > 0);
      },
      { cancels: 0 },
    );
    expect([...seen].sort()).toEqual([
      'B, first, second, in the next turn',
      'first, B, second, in the next turn',
      'first, second, B, in the next turn',
      'first, second, in the next turn, B',
    ]);
  });

  it('cancels actors at a step, while they wait, and when they are woken and have not run yet', () => {
    const places = new Set<string>();
    explore((stage) => {
      const { waiter } = waitAndWake(stage);
      let [before, noted] = ['', false];
      stage.always('it is noted where the waiter is cancelled', () => {
        if (waiter.wasCancelled && !noted) places.add(before);
        noted = waiter.wasCancelled;
        before = waiter.where();
        return true;
      });
      stage.cancelHangers(); // B may be cancelled
    });
    expect([...places].sort()).toEqual(['before "end"', 'ready', 'waiting']);
  });

  it('cancels no more actors than it is told to, and each once', () => {
    const most = (cancels?: number): number => {
      let most = 0;
      explore(
        (stage) => {
          const { waiter } = waitAndWake(stage);
          stage.atEnd('all is counted', () => (most = Math.max(most, waiter.task.cancelling())) < 3);
          stage.cancelHangers();
        },
        { cancels },
      );
      return most;
    };
    // One that hangs at the end is cancelled once more.
    expect([most(0), most(1), most()]).toEqual([0, 1, 1]);
  });

  it('lets time pass before and after whatever else can happen', () => {
    const seen = new Set<string>();
    explore(
      (stage) => {
        const order: string[] = [];
        stage.actor('A', function* () {
          yield* stage.step('sleep');
          yield* sleep(1);
          order.push(`woken at ${stage.loop.time()}`);
        });
        stage.actor('B', function* () {
          yield* stage.step('act');
          order.push(`acts at ${stage.loop.time()}`);
        });
        stage.atEnd('', () => seen.add(order.join(', ')).size > 0);
      },
      { cancels: 0 },
    );
    expect([...seen].sort()).toEqual([
      'acts at 0, woken at 1',
      'acts at 1, woken at 1',
      'woken at 1, acts at 1',
    ]);
  });

  it('looks at rules after every callback, whenever nothing is ready, and at the end', () => {
    const looks = { always: 0, whenQuiet: 0, atEnd: 0 };
    const model = alone(function* () {
      yield* sleep(0);
      yield* sleep(0);
    });
    explore(
      (stage) => {
        model(stage);
        stage.always('', () => ++looks.always > 0);
        stage.whenQuiet('', () => ++looks.whenQuiet > 0);
        stage.atEnd('', () => ++looks.atEnd > 0);
      },
      { cancels: 0 },
    );
    expect(looks).toEqual({ always: 4, whenQuiet: 2, atEnd: 1 });
  });

  it('tells the schedule in which something does not hold, step by step, and how to have it again', () => {
    const error = thrownBy(() => explore(lostCount)) as ScheduleError;
    expect(error).toBeInstanceOf(ScheduleError);
    expect(error.message).toMatchInlineSnapshot(`
      "It does not hold that no count is lost
        1. turn 0: A: count
             A ready, B before "count", 0
        2. turn 0: B: count
             A ready, B ready, 0
        3. turn 1: A goes on
             A done, B ready, 1
        4. turn 1: B goes on
             A done, B done, 1
        again: replay([1, 0, 0], model)"
    `);
    expect(thrownBy(() => replay(error.choices, lostCount))).toMatchObject({ message: error.message });
  });

  it('finds nothing where nothing is wrong', () => {
    const schedules = explore((stage) => {
      const { future } = waitAndWake(stage);
      stage.whenQuiet('nobody waits for what is there', () => !future.done() || stage.waiting().length === 0);
      stage.cancelHangers();
    });
    expect(schedules).toBe(7);
  });
});

describe('a schedule fails', () => {
  const messageOf = (model: Model): string => String(thrownBy(() => explore(model)));
  const swallowing = alone(function* () {
    try {
      yield* sleep(1);
    } catch {
      // That is what must not be.
    }
  });

  it.each<[string, string, Model]>([
    ['when somebody waits for ever', 'A would wait for ever', alone(() => hang())],
    ['when a cancellation is swallowed', 'A swallowed its cancellation', swallowing],
    [
      'when an actor goes on waiting although it was cancelled',
      'A goes on waiting though it was cancelled',
      (stage) => {
        alone(() => hang(() => hang()))(stage);
        stage.cancelHangers();
      },
    ],
    [
      'when an actor ends cancelled although nobody has cancelled it',
      'A was cancelled, and nobody did it',
      alone(function* () {
        throw new CancelledError();
      }),
    ],
    [
      'when the count of cancellations is wrong',
      'A counts 0 cancellations, where there were 1',
      alone(function* (stage) {
        try {
          yield* sleep(1);
        } finally {
          stage.me().task.uncancel();
        }
      }),
    ],
    ['when an actor fails', 'RangeError: planned', alone(() => failAfter(0, new RangeError('planned')))],
    [
      'when something reaches the exception handler',
      'The exception handler was told: Exception in callback',
      alone(function* (stage) {
        stage.loop.callSoon(() => {
          throw new RangeError('planned');
        });
        yield* sleep(0);
      }),
    ],
    [
      'when an error is reported as the loop closes',
      'Future exception was never retrieved: RangeError: planned',
      alone(function* () {
        new Future().setException(new RangeError('planned'));
      }),
    ],
    [
      'when a task is left behind',
      'A task is left behind: <Task pending',
      alone(function* () {
        createTask(hang());
      }),
    ],
    [
      'when a timer is left behind',
      'A timer is left behind',
      alone(function* (stage) {
        stage.loop.callLater(1, () => {});
      }),
    ],
    [
      'when a script says so, whatever it does after that',
      'It does not hold that one is two',
      alone(function* (stage) {
        stage.expect('one is two', false);
        yield* stage.step('go on');
      }),
    ],
    [
      'when a rule is broken in the middle',
      'It does not hold that nobody begins',
      (stage) => {
        const actor = stage.actor('A', () => oneStep(stage));
        stage.always('nobody begins', () => actor.isFresh);
      },
    ],
  ])('%s', (_when, message, model) => {
    expect(messageOf(model)).toContain(message);
  });

  it('when the model does not do the same again', () => {
    let runs = 0;
    const model: Model = (stage) => {
      runs++;
      stage.actor('A', () =>
        runs > 1 ? stage.step('this', 'that', 'the other') : stage.step('this', 'that'),
      );
    };
    expect(messageOf(model)).toContain('A model must do the same again when it is told the same');
  });
});

describe('a stage', () => {
  it('lets a body be done in time, or ends it and goes on', () => {
    const outcomes = new Set<boolean>();
    explore((stage) => {
      const future = new Future<void>();
      stage.actor('A', function* () {
        yield* stage.step('wait for a second');
        outcomes.add(yield* stage.within(1, future));
        yield* stage.step('go on');
      });
      stage.actor('B', function* () {
        yield* stage.step('set it');
        if (!future.done()) future.setResult();
      });
    });
    expect([...outcomes].sort()).toEqual([false, true]);
  });

  it('knows who acts, and refuses others', () => {
    const model = alone(function* (stage) {
      expect(stage.me().name).toBe('A');
      const other = createTask(oneStep(stage));
      yield* sleep(0);
      expect(other.exception()).toBeInstanceOf(TypeError);
    });
    expect(explore(model, { cancels: 0 })).toBe(1);
  });

  it('lets tasks of the program be cancelled before they have done anything, and fail', () => {
    const ends = new Set<string>();
    explore((stage) => {
      const task = stage.adopt('child', createTask(failAfter(0, new RangeError('planned'))));
      stage.atEnd('it has ended', () => {
        ends.add(task.cancelled() ? 'cancelled' : String(task.exception()));
        return task.done();
      });
    });
    expect([...ends]).toEqual(['RangeError: planned']);
  });
});

describe('playWith()', () => {
  it('plays the plainest schedule with no numbers or zeros', () => {
    const order: string[] = [];
    const model: Model = (stage) => {
      stage.each(['first', 'second'], function* (name) {
        yield* stage.step('begin');
        yield* sleep(0);
        order.push(name);
      });
    };
    playWith([], model);
    playWith([0, 0, 0, 0], model);
    expect(order).toEqual(['first', 'second', 'first', 'second']);
  });

  it('takes whatever numbers there are', () => {
    const error = thrownBy(() => {
      for (let n = 0; n < 100; n++) playWith([n, n * 7, n * 31, n * 101], lostCount);
    }) as ScheduleError;
    expect(error.message).toContain('It does not hold that no count is lost');
    expect(thrownBy(() => replay(error.choices, lostCount))).toMatchObject({ message: error.message });
  });
});

describe('replay()', () => {
  it('tells what happens', () => {
    const story = replay([], (stage) => void waitAndWake(stage));
    expect(story.join('\n')).toMatchInlineSnapshot(`
      "turn 0: A: wait
             A waiting, B before "wake"
      turn 0: B: wake
             A ready, B done
      turn 1: A goes on
             A before "end", B done
      turn 1: A: end
             A done, B done"
    `);
  });

  it('refuses choices that the model does not have', () => {
    const message = String(thrownBy(() => replay([17], lostCount)));
    expect(message).toContain('A model must do the same again when it is told the same');
  });
});
