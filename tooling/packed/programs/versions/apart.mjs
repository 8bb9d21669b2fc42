// Two libraries, each with a version of its own, in one process: they do not know each other, and need not.
import * as later from '@packed/later';
import * as now from '@packed/now';

console.log('two copies:', now.tasks.Task !== later.tasks.Task);

/** Seconds of work with a lock, a group of sleeps, and an end. */
function program({ combinators, sync, tasks }, name) {
  const lock = new sync.Lock();
  const step = (n) =>
    tasks.withAsync(lock, function* () {
      yield* tasks.sleep(0.001);
      return `${name} ${n} of ${tasks.currentTask() !== undefined}`;
    });
  return combinators.gather([step(1), step(2)]);
}

function run(library, name) {
  return library.tasks.run(
    (function* () {
      return yield* program(library, name);
    })(),
  );
}

// One after the other, and both at once.
console.log(await run(now, 'now'));
console.log(await run(later, 'later'));
console.log(await Promise.all([run(now, 'now'), run(later, 'later')]));
// two copies: true
// [ 'now 1 of true', 'now 2 of true' ]
// [ 'later 1 of true', 'later 2 of true' ]
// [
//   [ 'now 1 of true', 'now 2 of true' ],
//   [ 'later 1 of true', 'later 2 of true' ]
// ]
