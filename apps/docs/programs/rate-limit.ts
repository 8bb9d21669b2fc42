// Eight calls through a token bucket of three that gets two tokens a second: three at once, then one each half second.
import {
  type Coroutine,
  coroutine,
  type CoroutineObject,
  getRunningLoop,
  Lock,
  run,
  sleep,
  taskGroup,
  withAsync,
} from 'asyncio-ts';

class TokenBucket {
  readonly #line = new Lock();
  readonly #perSecond: number;
  readonly #size: number;
  #tokens: number;
  #filledAt: number | undefined;

  constructor(perSecond: number, size = 1) {
    this.#perSecond = perSecond;
    this.#size = size;
    this.#tokens = size;
  }

  take(): CoroutineObject<void> {
    return withAsync(this.#line, () => this.#takeFirst());
  }

  *#takeFirst(): Coroutine<void> {
    this.#fill();
    if (this.#tokens < 1) yield* sleep((1 - this.#tokens) / this.#perSecond);
    this.#fill();
    this.#tokens--;
  }

  #fill(): void {
    const now = getRunningLoop().time();
    const since = now - (this.#filledAt ?? now);
    this.#tokens = Math.min(this.#size, this.#tokens + since * this.#perSecond);
    this.#filledAt = now;
  }
}

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  const bucket = new TokenBucket(2, 3);
  const call = coroutine(function* call(n: number) {
    yield* bucket.take();
    console.log(`call ${n} at ${(getRunningLoop().time() - start).toFixed(1)} s`);
    yield* sleep(4); // calls last longer than the gaps between them
  });
  yield* taskGroup(function* (group) {
    for (let n = 1; n <= 8; n++) group.createTask(call(n), { name: `call ${n}` });
  });
});

await run(main());
