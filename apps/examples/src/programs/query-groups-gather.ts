/**
 * query-groups-gather: groups of queries, each under gather; one query fails, and nothing may stay behind.
 *
 * A failing query makes gather throw, and leaves its siblings running: so the group's coroutines are made tasks first,
 * and those unfinished are cancelled in `finally`. The groups after it never became tasks: their coroutines are closed.
 * (A TaskGroup does the first half by itself; gather is the older way.)
 */
import {
  CancelledError,
  coroutine,
  type CoroutineObject,
  createTask,
  gather,
  getRunningLoop,
  run,
  Semaphore,
  sleep,
  withAsync,
} from 'asyncio-ts';

const SECOND = 0.25; // how long a second of the program lasts here

class QueryException extends Error {
  override name = 'QueryException';
}

type Query = CoroutineObject<string>;

class QueryRunner {
  readonly #semaphore = new Semaphore(2);
  readonly fates = new Map<string, string>();

  /** One query; writes down how it ended, if it ever began. */
  readonly runQuery = coroutine(function* runQuery(this: QueryRunner, name: string, delay: number) {
    try {
      yield* withAsync(this.#semaphore, function* () {
        console.log(`${name}: sent`);
        yield* sleep(delay * SECOND);
        if (name === 'b2') throw new QueryException(`${name} failed`);
      });
      this.fates.set(name, 'answered');
      return name;
    } catch (error) {
      if (error instanceof CancelledError) this.fates.set(name, 'cancelled');
      if (error instanceof QueryException) this.fates.set(name, 'failed');
      throw error;
    }
  });

  createQueries(group: string): Query[] {
    return [1, 0.7, 0.6, 0.5].map((delay, index) => {
      const name = `${group}${index + 1}`;
      this.fates.set(name, 'never began');
      return this.runQuery(name, delay);
    });
  }

  readonly executeGroup = coroutine(function* executeGroup(group: Query[]) {
    const tasks = group.map((query) => createTask(query));
    try {
      return yield* gather(tasks);
    } finally {
      for (const task of tasks) if (!task.done()) task.cancel(); // then another one failed
    }
  });

  readonly executeQueries = coroutine(function* executeQueries(this: QueryRunner) {
    const groups = ['a', 'b', 'c'].map((name) => this.createQueries(name));
    console.log(`prepared ${groups.length} groups`);
    try {
      for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
        console.log('done:', ...(yield* this.executeGroup(group)));
      }
    } finally {
      for (const query of groups.flat()) query.close();
    }
  });
}

const main = coroutine(function* main(complaints: string[]) {
  getRunningLoop().setExceptionHandler((_loop, { message }) => {
    complaints.push(message);
  });
  const runner = new QueryRunner();
  try {
    yield* runner.executeQueries();
  } catch (error) {
    if (!(error instanceof QueryException)) throw error;
    console.log(`something went horribly wrong: ${error.message}`);
  }
  yield* sleep(0); // one turn, in which the cancelled ones end
  for (const [name, fate] of runner.fates) console.log(`${name}: ${fate}`);
});

export async function queryGroupsGather(): Promise<void> {
  const complaints: string[] = [];
  await run(main(complaints), { debug: true }); // debug mode reports coroutines that nobody awaited or closed
  console.log(`complaints: ${complaints.length}`);
}
