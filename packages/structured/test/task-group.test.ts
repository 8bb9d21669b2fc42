/** What CPython's own tests leave open; theirs are in task-group*.cpython.test.ts. */
import { KeyboardInterrupt, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  GeneratorExit,
  getRunningLoop,
  RuntimeError,
  runUntilCompleteSync,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import {
  failAfter,
  failureOf,
  hang,
  now,
  runReporting,
  runVirtual,
  thrownBy,
  turns,
} from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { TaskGroup, taskGroup } from '../src/index.js';
import { errorsOf } from './errors-of.js';
import { runTwice } from './run-twice.js';

const one = new ValueError('one');
const two = new TypeError('two');

/** Runs the block as a task; gives the task. */
function start(body: (group: TaskGroup) => Coroutine): Task<unknown> {
  return createTask(taskGroup(body));
}

describe('taskGroup', () => {
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

  it('makes a coroutine of its name', () => {
    expect(String(taskGroup(() => hang()))).toBe('<coroutine taskGroup() created>');
  });
});

describe('a task that fails', () => {
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
});

describe('a body that fails', () => {
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

describe('errors that end the program', () => {
  for (const fatal of [new KeyboardInterrupt('ctrl-c'), new SystemExit(3)]) {
    it(`${fatal.name} of a task stops the loop, and comes out of the block as it is when the loop goes on`, () => {
      let inBlock: unknown;
      let cancelling: number | undefined;
      function* main(): Coroutine<void> {
        inBlock = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(failAfter(1, fatal));
            group.createTask(failAfter(1, one));
            yield* sleep(10);
          }),
        );
        cancelling = currentTask()!.cancelling();
      }
      const { stopped, finish } = runTwice(main);
      expect(stopped).toBe(fatal);
      finish();
      expect(inBlock).toBe(fatal);
      expect(cancelling).toBe(1); // in CPython, too: on this way out the group does not take its cancelling back
    });
  }
});

describe('TaskGroup.createTask', () => {
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
      const note = coroutine(function* note() {
        yield* sleep(0);
      });
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
  it('cannot be entered where no task runs', () => {
    runVirtual(function* () {
      let error: unknown;
      getRunningLoop().callSoon(() => {
        error = thrownBy(() => new TaskGroup().aenter().next());
      });
      yield* sleep(0);
      expect(error).toEqual(
        new RuntimeError(
          'TaskGroup <TaskGroup> cannot determine the parent task\n  Enter it in a coroutine that a task runs',
        ),
      );
    });
  });

  it('cannot wait for its tasks on another loop than that on which it was entered, and says so', () => {
    const group = new TaskGroup();
    function* enter(): Coroutine<void> {
      yield* group.aenter();
      group.createTask(sleep(1));
    }
    const loop = new VirtualTimeLoop();
    runUntilCompleteSync(loop, enter());
    const error = runVirtual(() => failureOf(group.aexit()));
    expect(error).toBeInstanceOf(RuntimeError);
    expect(String(error)).toContain(' attached to a different loop\n');
    expect(String(group)).toBe('<TaskGroup tasks=1 entered>'); // the task was left alone
    runUntilCompleteSync(loop, sleep(2));
    loop.close();
  });

  it('forgets its errors when it has thrown them', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      const error = yield* failureOf(withAsync(group, () => failAfter(0, one)));
      expect(errorsOf(error)).toEqual([one]);
      expect(String(group)).toBe('<TaskGroup cancelling>');
    });
  });

  it('cannot be left before it is entered', () => {
    runVirtual(function* () {
      expect(yield* failureOf(new TaskGroup().aexit())).toEqual(
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

  it('lets a GeneratorExit of its body pass as it is: an async generator that is closed there goes on closing', () => {
    runVirtual(function* () {
      const closing = new GeneratorExit();
      expect(yield* failureOf(taskGroup(() => failAfter(0, closing)))).toBe(closing);
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
