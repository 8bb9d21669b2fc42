// Two libraries, each with a copy of its own, and one is given what the other made. Prints as JSON what the caller
// is told: the message of the error, or null.
import * as later from '@packed/later';
import * as now from '@packed/now';

/** In each, `mine` runs the program, and `other` was called or has made something. */
const meetings = {
  'run() is given a coroutine of the other copy': function* (mine, other) {
    yield* other.tasks.sleep(0.001);
  },
  'a coroutine awaits a sleep of the other copy': function* (mine, other) {
    yield* other.tasks.sleep(0.001);
  },
  'a task is made by the other copy': function* (mine, other) {
    yield* other.tasks.createTask(mine.tasks.sleep(0));
  },
  'createTask() is given a coroutine of the other copy': function* (mine, other) {
    yield* mine.tasks.createTask(coroutineOf(other));
  },
  'gather() is given a future of the other copy': function* (mine, other) {
    yield* mine.combinators.gather([new other.tasks.Future({ loop: new other.tasks.EventLoop() })]);
  },
  'ensureFuture() is given a future of the other copy': function* (mine, other) {
    yield* mine.tasks.ensureFuture(new other.tasks.Future({ loop: new other.tasks.EventLoop() }));
  },
  'a coroutine awaits a future of the other copy': function* (mine, other) {
    yield* new other.tasks.Future({ loop: new other.tasks.EventLoop() });
  },
  'a coroutine sets a context variable of the other copy': function* (mine, other) {
    new other.contextvars.ContextVar('strange').set(1);
  },
  'a coroutine waits for a lock of the other copy': function* (mine, other) {
    const lock = new other.sync.Lock();
    yield* lock.acquire();
    yield* lock.acquire();
  },
  'gather() is given a coroutine of the other copy': function* (mine, other) {
    yield* mine.combinators.gather([coroutineOf(other)]);
  },
};

const coroutineOf = (library) =>
  library.tasks.coroutine(function* strange() {
    yield* library.tasks.sleep(0.001);
  })();

const told = {};
for (const [title, meet] of Object.entries(meetings)) {
  for (const [mine, other, who] of [
    [now, later, 'earlier runs'],
    [later, now, 'later runs'],
  ]) {
    const maker = title.startsWith('run()') ? other : mine; // of the coroutine
    told[`${title}, ${who}`] = await messageOf(() =>
      mine.tasks.run(maker.tasks.coroutine(meet)(mine, other)),
    );
  }
}
console.log(JSON.stringify(told));

/** A meeting that hangs would be the worst of all: after a second it counts as one that said nothing. */
async function messageOf(meeting) {
  try {
    await Promise.race([meeting(), new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    return null;
  } catch (error) {
    return String(error);
  }
}
