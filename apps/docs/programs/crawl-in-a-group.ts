// Tasks of a group make more tasks of it; when one fails, the others are cancelled before the error goes on.
import {
  coroutine,
  type Coroutine,
  ExceptionGroup,
  getRunningLoop,
  run,
  sleep,
  type TaskGroup,
  taskGroup,
} from 'asyncio-ts';

const site = new Map([
  ['/', ['/news', '/shop']],
  ['/news', ['/news/1', '/news/2']],
  ['/shop', ['/shop/sale']],
]);

const visit = coroutine(function* visitPage(group: TaskGroup, page: string, broken: string): Coroutine<void> {
  try {
    yield* sleep(page === broken ? 1 : 2);
    if (page === broken) throw new Error(`${page} is broken`);
    console.log(`  ${page} read`);
  } catch (error) {
    console.log(`  ${page}: ${(error as Error).name}`);
    throw error;
  }
  for (const link of site.get(page) ?? []) group.createTask(visit(group, link, broken), { name: link });
});

const crawl = coroutine(function* crawl(broken: string) {
  const start = getRunningLoop().time();
  try {
    yield* taskGroup(function* (group) {
      group.createTask(visit(group, '/', broken), { name: '/' });
    });
    console.log('the whole site was read');
  } catch (error) {
    if (!(error instanceof ExceptionGroup)) throw error;
    console.log(error.title, error.errors.map(String));
  }
  console.log(`after ${getRunningLoop().time() - start} s`);
});

const main = coroutine(function* main() {
  yield* crawl('nothing');
  yield* crawl('/shop');
});

await run(main());
