// A task gets a copy of the context, so its creator does not see what it sets, unless both share one on purpose.
import { Context, ContextVar, copyContext, coroutine, createTask, run, sleep } from 'asyncio-ts';

const language = new ContextVar('language', { default: 'en' });

const choose = coroutine(function* choose(choice: string) {
  yield* sleep(1);
  language.set(choice);
});

const show = coroutine(function* show(where: string) {
  console.log(`${where}: ${language.get()}`);
});

const main = coroutine(function* main() {
  yield* createTask(choose('fr'));
  yield* show('after a task of its own');

  yield* choose('de');
  yield* show('after a coroutine, which runs in this task');

  const session = copyContext();
  yield* createTask(choose('es'), { context: session });
  yield* createTask(show('another task in the same context'), { context: session });
  yield* show('here');
  console.log('looked at from outside:', session.get(language));

  yield* createTask(show('in an empty context'), { context: new Context() });
});

await run(main());
