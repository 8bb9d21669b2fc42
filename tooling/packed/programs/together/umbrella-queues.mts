import { LifoQueue, Queue as Part, QueueEmpty } from '@asyncio-ts/queues';
import { Queue as Whole, QueueEmpty as WholeEmpty, run, waitFor } from 'asyncio-ts';

const stack: Whole<number> = new LifoQueue<number>();
console.log('one class:', Part === Whole, stack instanceof Whole);
try {
  stack.getNowait();
} catch (error) {
  console.log('one error:', error instanceof QueueEmpty, error instanceof WholeEmpty);
}

function* main() {
  for (const item of [1, 2]) yield* stack.put(item);
  return [yield* waitFor(stack.get(), 1), yield* stack.get()];
}

void run(main()).then((items) => console.log(items.join(' ')));
// one class: true true
// one error: true true
// 2 1
