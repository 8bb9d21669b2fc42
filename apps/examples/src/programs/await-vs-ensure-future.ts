/**
 * await-vs-ensure-future: `yield* coroutine` is a call, `yield* ensureFuture(coroutine)` goes through the loop.
 *
 * The results are the same. But the direct call starts at once and in the caller's own context; the task starts when
 * the loop comes to it, after tasks that were scheduled before, in a copy of the context. And the detour through the
 * loop costs time.
 */
import { ContextVar, coroutine, type CoroutineFunction, createTask, ensureFuture, run } from 'asyncio-ts';

const lastKey = new ContextVar('last_key', { default: 'none' });

/** A stand-in that has its answers at hand: get never suspends. */
const redis = {
  get: coroutine(function* get(key: string) {
    console.log(`get ${key}`);
    lastKey.set(key);
    return `value of ${key}`;
  }),
};

const get1 = coroutine(function* get1(key: string) {
  const value = yield* redis.get(key);
  return value;
});

const get2 = coroutine(function* get2(key: string) {
  const value = yield* ensureFuture(redis.get(key));
  return value;
});

const other = coroutine(function* other() {
  console.log('another task, scheduled before');
});

const show = coroutine(function* show(title: string, get: CoroutineFunction<void, [key: string], string>) {
  console.log(`--- ${title}`);
  const task = createTask(other());
  console.log(yield* get('k'));
  console.log('last key as the caller sees it:', lastKey.get());
  yield* task;
});

const nothing = coroutine(function* nothing() {
  // Only the call is of interest.
});

const measure = coroutine(function* measure(times: number) {
  console.log(`--- ${times} times`);
  let begin = performance.now();
  for (let i = 0; i < times; i++) yield* nothing();
  const direct = (performance.now() - begin) / 1000;
  console.log(`await: took ${direct.toFixed(3)} s`);
  begin = performance.now();
  for (let i = 0; i < times; i++) yield* ensureFuture(nothing());
  const byTask = (performance.now() - begin) / 1000;
  console.log(`await ensure_future: took ${byTask.toFixed(3)} s`);
  console.log('the second is slower:', byTask > direct ? 'yes' : 'no');
});

export async function awaitVsEnsureFuture(): Promise<void> {
  await run(show('get_1', get1));
  await run(show('get_2', get2));
  await run(measure(50_000));
}
