import { KeyboardInterrupt, SystemExit } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  GeneratorExit,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runReporting, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { exceptStar, ExceptionGroup, TaskGroup, taskGroup } from '../src/index.js';
import { runTwice } from './run-twice.js';

const one = new ValueError('one');
const two = new TypeError('two');

function now(): number {
  return getRunningLoop().time();
}

/** The errors of a group, groups among them as arrays. */
function errorsOf(error: unknown): unknown {
  return error instanceof ExceptionGroup ? error.errors.map(errorsOf) : error;
}

/** Runs the block as a task; gives the task. */
function start(body: (group: TaskGroup) => Coroutine): Task<unknown> {
  return createTask(taskGroup(body));
}

describe('taskGroup', () => {
  it('waits for all its tasks, and returns what its body returns', () => {
    runVirtual(function* () {
      const tasks = yield* taskGroup(function* (group) {
        return [group.createTask(sleep(1, 'a')), group.createTask(sleep(2, 'b'))];
      });
      expect(now()).toBe(2);
      expect(tasks.map((task) => task.result())).toEqual(['a', 'b']);
    });
  });

  it('waits for tasks that the body adds later, after the first is done', () => {
    runVirtual(function* () {
      let late: Task<string> | undefined;
      yield* taskGroup(function* (group) {
        group.createTask(sleep(1));
        yield* sleep(2);
        late = group.createTask(sleep(2, 'late'));
      });
      expect(late?.result()).toBe('late');
      expect(now()).toBe(4);
    });
  });

  it('takes no turn when there is nothing to wait for', () => {
    runVirtual(function* () {
      const log: string[] = [];
      getRunningLoop().callSoon(() => log.push('turn'));
      yield* taskGroup(function* () {
        log.push('body');
      });
      log.push('after');
      yield* sleep(0);
      expect(log).toEqual(['body', 'after', 'turn']);
    });
  });

  it('lets tasks add tasks while the body waits at the end', () => {
    runVirtual(function* () {
      const log: string[] = [];
      function* spawn(group: TaskGroup, depth: number): Coroutine<void> {
        yield* sleep(1);
        log.push(`depth ${depth}`);
        if (depth < 3) group.createTask(spawn(group, depth + 1));
      }
      yield* taskGroup(function* (group) {
        group.createTask(spawn(group, 1));
      });
      expect(log).toEqual(['depth 1', 'depth 2', 'depth 3']);
    });
  });

  it('gives tasks their name and context', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        const named = group.createTask(sleep(0), { name: 'worker' });
        expect(named.getName()).toBe('worker');
        const context = named.getContext();
        expect(group.createTask(sleep(0), { context }).getContext()).toBe(context);
      });
    });
  });

  it('forgets tasks as they finish', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        for (let seconds = 1; seconds <= 5; seconds++) group.createTask(sleep(seconds));
        expect(String(group)).toBe('<TaskGroup tasks=5 entered>');
        yield* sleep(2.5);
        expect(String(group)).toBe('<TaskGroup tasks=3 entered>');
        yield* sleep(10);
        expect(String(group)).toBe('<TaskGroup entered>');
      });
    });
  });
});

describe('a task that fails', () => {
  it('cancels the others, interrupts the body, and comes out in an ExceptionGroup', () => {
    runVirtual(function* () {
      const log: string[] = [];
      let other: Task<void> | undefined;
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          other = group.createTask(hang());
          try {
            yield* sleep(10);
            log.push('never');
          } catch (thrown) {
            log.push(String(thrown));
            expect(String(group)).toBe('<TaskGroup tasks=1 errors=1 cancelling>');
            throw thrown;
          }
        }),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (1 sub-exception)');
      expect(errorsOf(error)).toEqual([one]);
      expect(other?.cancelled()).toBe(true);
      expect(log).toEqual(['CancelledError']);
      expect(now()).toBe(1);
      expect(currentTask()?.cancelling()).toBe(0);
      yield* sleep(0);
    });
  });

  it('does the same while the body waits at the end', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(hang());
          group.createTask(failAfter(1, one));
        }),
      );
      expect(errorsOf(error)).toEqual([one]);
      expect(now()).toBe(1);
    });
  });

  it('is joined by those that fail in their cleanup, in the order in which they fail', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(hang(() => failAfter(2, two)));
          group.createTask(failAfter(1, one));
          group.createTask(hang(() => failAfter(1, 'three')));
        }),
      );
      expect(errorsOf(error)).toEqual([one, 'three', two]);
    });
  });

  it('is joined by the body, if that throws something else when it is interrupted', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* hang(() => failAfter(0, two));
        }),
      );
      expect(errorsOf(error)).toEqual([one, two]);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('may throw anything, undefined included', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, undefined));
          yield* sleep(10);
        }),
      );
      expect(errorsOf(error)).toEqual([undefined]);
    });
  });

  it('stops tasks that keep making tasks, and their refusals are not among the errors', () => {
    runVirtual(function* () {
      function* spawn(group: TaskGroup): Coroutine<void> {
        for (;;) {
          yield* sleep(1);
          group.createTask(spawn(group));
        }
      }
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(spawn(group));
          group.createTask(failAfter(4.5, one));
        }),
      );
      expect(errorsOf(error)).toEqual([one]);
    });
  });

  it('leaves the group quiet if somebody cancelled it directly', () => {
    runVirtual(function* () {
      const result = yield* taskGroup(function* (group) {
        const cancelled = group.createTask(hang());
        const other = group.createTask(sleep(2, 'other'));
        yield* sleep(1);
        cancelled.cancel();
        return other;
      });
      expect(result.result()).toBe('other');
    });
  });

  it('may have its error handled by exceptStar', () => {
    runVirtual(function* () {
      const seen: unknown[] = [];
      try {
        yield* taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* sleep(2);
        });
      } catch (error) {
        yield* exceptStar(error, [[ValueError, (match) => seen.push(...match.errors)]]);
      }
      expect(seen).toEqual([one]);
    });
  });
});

describe('a body that fails', () => {
  it('cancels the tasks, started or not, and comes out in an ExceptionGroup', () => {
    runVirtual(function* () {
      for (const delay of [0, 1]) {
        const tasks: Task<void>[] = [];
        const error = yield* failureOf(
          taskGroup(function* (group) {
            for (let count = 0; count < 5; count++) tasks.push(group.createTask(hang()));
            if (delay > 0) yield* sleep(delay);
            throw one;
          }),
        );
        expect(errorsOf(error)).toEqual([one]);
        expect(tasks.every((task) => task.cancelled())).toBe(true);
      }
    });
  });

  it('comes last among the errors', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(hang(() => failAfter(0, two)));
          yield* sleep(0);
          throw one;
        }),
      );
      expect(errorsOf(error)).toEqual([two, one]);
    });
  });

  it('with a CancelledError of its own making passes that on', () => {
    runVirtual(function* () {
      const cancelled = new CancelledError('own');
      expect(
        yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(hang());
            throw cancelled;
          }),
        ),
      ).toBe(cancelled);
    });
  });
});

describe('a parent that is cancelled from outside', () => {
  it('at the end of the block: cancels the tasks, and CancelledError comes out with its message', () => {
    runVirtual(function* () {
      for (const delay of [0, 1]) {
        const tasks: Task<void>[] = [];
        const parent = start(function* (group) {
          for (let count = 0; count < 5; count++) tasks.push(group.createTask(hang()));
        });
        yield* turns(1);
        yield* sleep(delay);
        parent.cancel('stop');
        expect(yield* failureOf(parent)).toEqual(new CancelledError('stop'));
        expect(parent.cancelled()).toBe(true);
        expect(tasks.every((task) => task.cancelled())).toBe(true);
      }
    });
  });

  it('in the body: the body sees it first, then the tasks are cancelled', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const parent = start(function* (group) {
        group.createTask(
          hang(function* () {
            log.push('task');
          }),
        );
        try {
          yield* sleep(10);
        } finally {
          log.push('body');
        }
      });
      yield* sleep(1);
      parent.cancel();
      yield* failureOf(parent);
      expect(parent.cancelled()).toBe(true);
      expect(log).toEqual(['body', 'task']);
    });
  });

  it('without tasks: CancelledError comes out', () => {
    runVirtual(function* () {
      const parent = start(() => hang(() => sleep(0)));
      yield* turns(2);
      parent.cancel();
      expect(yield* failureOf(parent)).toBeInstanceOf(CancelledError);
    });
  });

  it('several times while it waits: the tasks finish their cleanup, and the first one comes out', () => {
    runVirtual(function* () {
      let task: Task<void> | undefined;
      const parent = start(function* (group) {
        task = group.createTask(hang(() => sleep(5)));
      });
      yield* sleep(1);
      parent.cancel('first');
      yield* sleep(1);
      parent.cancel('second');
      expect(yield* failureOf(parent)).toEqual(new CancelledError('first'));
      expect(now()).toBe(6);
      expect(task?.cancelled()).toBe(true);
    });
  });

  it('in the turn in which the last task ends: CancelledError comes out', () => {
    runVirtual(function* () {
      const parent = start(function* (group) {
        group.createTask(sleep(1));
      });
      yield* sleep(1);
      yield* turns(2); // the task is done, and its group knows; the parent has not resumed
      expect(parent.done()).toBe(false);
      parent.cancel();
      expect(yield* failureOf(parent)).toBeInstanceOf(CancelledError);
    });
  });

  it('loses to errors of tasks in their cleanup: the group comes out, and the next await is cancelled', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* main(): Coroutine<void> {
        log.push(
          errorsOf(
            yield* failureOf(
              taskGroup(function* (group) {
                group.createTask(hang(() => failAfter(1, one)));
                yield* sleep(10);
              }),
            ),
          ),
        );
        log.push(currentTask()?.cancelling());
        yield* sleep(0);
      }
      const parent = createTask(main());
      yield* sleep(1);
      parent.cancel();
      yield* failureOf(parent);
      expect(log).toEqual([[one], 1]);
      expect(parent.cancelled()).toBe(true);
    });
  });

  it('loses to a task that fails while the body still cleans up, also through a task in between', () => {
    runVirtual(function* () {
      const nested = start(function* (group) {
        group.createTask(failAfter(2, one));
        yield* hang(() => sleep(5));
      });
      function* outer(): Coroutine<void> {
        yield* nested;
      }
      const runner = createTask(outer());
      yield* sleep(1);
      runner.cancel();
      expect(errorsOf(yield* failureOf(runner))).toEqual([one]);
    });
  });

  it('and turns the cancellation into another error: that comes out in a group', () => {
    runVirtual(function* () {
      const parent = start(function* (group) {
        group.createTask(hang());
        yield* hang(() => failAfter(0, one));
      });
      yield* sleep(1);
      parent.cancel();
      expect(errorsOf(yield* failureOf(parent))).toEqual([one]);
    });
  });

  it('in the turn in which a task fails: the group comes out, the count stays 1, the next await is cancelled', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* main(): Coroutine<void> {
        log.push(
          errorsOf(
            yield* failureOf(
              taskGroup(function* (group) {
                group.createTask(failAndCancel());
                yield* sleep(10);
              }),
            ),
          ),
        );
        log.push(currentTask()?.cancelling());
        yield* sleep(0);
        log.push('never');
      }
      const parent = createTask(main());
      function* failAndCancel(): Coroutine<void> {
        getRunningLoop().callSoon(() => parent.cancel()); // runs in the turn in which the group hears of the error
        throw one;
      }
      yield* failureOf(parent);
      expect(log).toEqual([[one], 1]);
      expect(parent.cancelled()).toBe(true);
    });
  });
});

describe('nested groups', () => {
  it('errors of the inner one come out as a group in the group', () => {
    runVirtual(function* () {
      let other: Task<void> | undefined;
      const error = yield* failureOf(
        taskGroup(function* (outer) {
          other = outer.createTask(hang());
          yield* taskGroup(function* (inner) {
            inner.createTask(failAfter(1, one));
            yield* sleep(10);
          });
        }),
      );
      expect(errorsOf(error)).toEqual([[one]]);
      expect(other?.cancelled()).toBe(true);
    });
  });

  it('an error of the outer one cancels the inner one, which adds nothing', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (outer) {
          outer.createTask(failAfter(1, one));
          yield* taskGroup(function* (inner) {
            inner.createTask(hang());
            yield* sleep(10);
          });
        }),
      );
      expect(errorsOf(error)).toEqual([one]);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  // python/cpython#116720: the inner group swallowed the cancellation that the outer one had asked for.
  it('failing in one turn: the inner throws its error with the count still 1, the outer interrupts what follows', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      const error = yield* failureOf(
        taskGroup(function* (outer) {
          try {
            yield* taskGroup(function* (inner) {
              inner.createTask(failAfter(1, one));
              outer.createTask(failAfter(1, two));
              yield* sleep(10);
            });
          } catch (thrown) {
            log.push(errorsOf(thrown), currentTask()?.cancelling());
          }
          yield* sleep(10);
          log.push('never');
        }),
      );
      expect(log).toEqual([[one], 1]);
      expect(errorsOf(error)).toEqual([two]);
      expect(now()).toBe(1);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });
});

describe('errors that end the program', () => {
  for (const fatal of [new KeyboardInterrupt('ctrl-c'), new SystemExit(3)]) {
    it(`${fatal.name} of the body comes out as it is, although a task failed as well`, () => {
      expect(() =>
        runVirtual(function* () {
          yield* taskGroup(function* (group) {
            group.createTask(failAfter(0, one));
            yield* failureOf(sleep(10));
            throw fatal;
          });
        }),
      ).toThrow(fatal);
    });

    it(`${fatal.name} of a task stops the loop, and comes out of the block as it is when the loop goes on`, () => {
      let inBlock: unknown;
      function* main(): Coroutine<void> {
        inBlock = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(failAfter(1, fatal));
            group.createTask(failAfter(1, one));
            yield* sleep(10);
          }),
        );
      }
      const { stopped, finish } = runTwice(main);
      expect(stopped).toBe(fatal);
      finish();
      expect(inBlock).toBe(fatal);
    });
  }
});

describe('TaskGroup.createTask', () => {
  const noted: string[] = [];
  const note = coroutine(function* note() {
    try {
      noted.push('ran');
      yield* sleep(0);
    } finally {
      noted.push('left');
    }
  });

  it('refuses before the group is entered, and closes the coroutine', () => {
    runVirtual(function* () {
      const call = note();
      expect(() => new TaskGroup().createTask(call)).toThrow(/^TaskGroup <TaskGroup> has not been entered\n/);
      expect(call.toString()).toBe('<coroutine note() finished>');
      expect(noted).toEqual([]);
      yield* sleep(0);
    });
  });

  it('refuses after the group is finished, and closes the coroutine', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      yield* withAsync(group, () => sleep(0));
      const call = note();
      expect(() => group.createTask(call)).toThrow(/^TaskGroup <TaskGroup entered> is finished\n/);
      expect(call.toString()).toBe('<coroutine note() finished>');
    });
  });

  it('refuses while the group is aborting, and closes the coroutine, raw generators too', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* failureOf(sleep(10));
          const generator = failAfter(1, two);
          expect(() => group.createTask(generator)).toThrow(
            /^TaskGroup <TaskGroup errors=1 cancelling> is shutting down\n/,
          );
          expect(generator.next()).toEqual({ done: true, value: undefined });
        }),
      );
      expect(errorsOf(error)).toEqual([one]);
    });
  });

  it('says what it needs when it is given something else, and the group goes on', () => {
    runVirtual(function* () {
      const result = yield* taskGroup(function* (group) {
        // @ts-expect-error -- not called
        expect(() => group.createTask(note)).toThrow(/^a coroutine was expected, got function note\(\)/);
        return yield* group.createTask(sleep(1, 'still works'));
      });
      expect(result).toBe('still works');
      // @ts-expect-error -- nothing to close
      expect(() => new TaskGroup().createTask(5)).toThrow(RuntimeError);
    });
  });
});

describe('eager tasks of a group', () => {
  it('that are done on the spot are not waited for', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        function* quick(): Coroutine<number> {
          return 7;
        }
        const task = group.createTask(quick(), { eagerStart: true });
        expect(task.result()).toBe(7);
        expect(String(group)).toBe('<TaskGroup entered>');
      });
    });
  });

  it('that fail on the spot abort the group: the body is interrupted at its next await', () => {
    runVirtual(
      function* () {
        const log: string[] = [];
        const error = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(failNow(one));
            log.push('goes on');
            yield* sleep(0);
            log.push('never');
          }),
        );
        expect(errorsOf(error)).toEqual([one]);
        expect(log).toEqual(['goes on']);
        expect(currentTask()?.cancelling()).toBe(0);
        yield* sleep(0);
      },
      { eager: true },
    );
  });

  // python/cpython#128550: CPython 3.13 waits for `second` for ever.
  it('that abort the group before it knows them are cancelled', () => {
    runVirtual(
      function* () {
        let second: Task<void> | undefined;
        const error = yield* failureOf(
          taskGroup(function* (group) {
            function* makeFailing(): Coroutine<void> {
              group.createTask(failNow(one));
              yield* hang();
            }
            second = group.createTask(makeFailing());
          }),
        );
        expect(errorsOf(error)).toEqual([one]);
        expect(second?.cancelled()).toBe(true);
      },
      { eager: true },
    );
  });
});

function* failNow(error: unknown): Coroutine<never> {
  throw error;
}

describe('TaskGroup', () => {
  it('is a context manager that can be entered once', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      yield* withAsync(group, function* (given) {
        expect(given).toBe(group);
        expect(yield* failureOf(withAsync(group, () => sleep(0)))).toEqual(
          new RuntimeError(
            'TaskGroup <TaskGroup entered> has already been entered\n  Make a new one for each block',
          ),
        );
      });
      expect(yield* failureOf(withAsync(group, () => sleep(0)))).toBeInstanceOf(RuntimeError);
    });
  });

  it('needs a task, and stays as it was without one', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        try {
          group.aenter().next();
        } catch (error) {
          errors.push(error);
        }
      });
      yield* sleep(0);
      expect(String(errors)).toMatch(
        /^RuntimeError: TaskGroup <TaskGroup> cannot determine the parent task\n/,
      );
      expect(yield* failureOf(group.aexit())).toEqual(
        new RuntimeError(
          'TaskGroup <TaskGroup> has not been entered\n  Let withAsync(group, body) call aexit()',
        ),
      );
    });
  });

  it('reports a task that fails after its parent is gone', () => {
    const { reported } = runReporting(function* () {
      function* leaveOpen(): Coroutine<void> {
        const group = new TaskGroup();
        yield* group.aenter();
        group.createTask(failAfter(1, one), { name: 'orphan' });
      }
      yield* createTask(leaveOpen(), { name: 'parent' });
      yield* sleep(2);
    });
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({ exception: one });
    expect(reported[0]?.message).toMatch(
      /^Task <Task finished name='orphan' .* has errored out but its parent task <Task finished name='parent'/,
    );
  });

  it('refuses a body that is no generator function', () => {
    // @ts-expect-error -- no function
    expect(() => taskGroup(5)).toThrow(/^taskGroup\(\) needs a generator function as its body, got 5\n/);
    runVirtual(function* () {
      // @ts-expect-error -- not Yieldable
      const error = yield* failureOf(taskGroup((group) => void group.createTask(hang())));
      expect(String(errorsOf(error))).toMatch(
        /^TypeError: taskGroup\(\) needs .* which returned undefined\n/,
      );
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('whose body is closed while it is suspended closes quietly, if no tasks are left', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const call = taskGroup(() =>
        hang(function* () {
          log.push('closed');
        }),
      );
      function* closeOther(): Coroutine<void> {
        yield* sleep(1);
        call.close();
      }
      const closer = createTask(closeOther());
      call[Symbol.iterator]().next();
      yield* closer;
      expect(log).toEqual(['closed']);
    });
  });

  it('hands errors of its tasks out together with GeneratorExit', () => {
    runVirtual(function* () {
      function* block(): Coroutine<void> {
        const group = new TaskGroup();
        yield* group.aenter();
        group.createTask(failAfter(1, one));
        yield* failureOf(sleep(2));
        yield* group.aexit(new GeneratorExit());
      }
      const error = yield* failureOf(createTask(block()));
      expect(errorsOf(error)).toEqual([one, new GeneratorExit()]);
    });
  });
});
