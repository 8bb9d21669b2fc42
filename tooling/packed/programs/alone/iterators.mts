import { asyncFor, asyncGenerator, BREAK, emit, type Emits } from '@asyncio-ts/iterators';
import { run, sleep } from '@asyncio-ts/tasks';

const countdown = asyncGenerator(function* countdown(from: number): Emits<number> {
  try {
    for (let n = from; ; n--) {
      yield* emit(n);
      yield* sleep(0.001);
    }
  } finally {
    console.log('closed');
  }
});

function* main() {
  yield* asyncFor(countdown(3), function* (n) {
    console.log(n.toFixed(0));
    return n === 2 ? BREAK : undefined;
  });
}

void run(main());
// 3
// 2
// closed
