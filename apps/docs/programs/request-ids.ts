// Every request has its id in a context variable: what it calls and the tasks that it starts see it, others do not.
import { ContextVar, coroutine, createTask, gather, run, sleep } from 'asyncio-ts';

const requestId = new ContextVar<string>('requestId', { default: 'no request' });

function log(text: string) {
  console.log(`[${requestId.get()}] ${text}`);
}

const audit = coroutine(function* audit() {
  yield* sleep(2);
  log('written to the audit log');
  requestId.set('audit'); // in the copy of this task, and nowhere else
});

const query = coroutine(function* query(seconds: number) {
  yield* sleep(seconds);
  log(`query took ${seconds} s`);
});

const handle = coroutine(function* handle(id: string, seconds: number) {
  requestId.set(id);
  log('begins');
  const auditing = createTask(audit(), { name: `audit ${id}` });
  yield* query(seconds);
  yield* auditing;
  log('ends');
});

const main = coroutine(function* main() {
  yield* gather([handle('A7', 3), handle('B2', 1)]);
  log('main');
});

await run(main());
