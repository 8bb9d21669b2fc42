// What must be finished is a task behind a shield: its caller is cancelled, waits for it all the same, and then goes.
import { CancelledError, coroutine, createTask, run, shield, sleep, wait } from 'asyncio-ts';

const save = coroutine(function* save() {
  for (let part = 1; part <= 3; part++) {
    yield* sleep(1);
    console.log(`  part ${part} saved`);
  }
});

const careless = coroutine(function* careless() {
  yield* save();
});

const shielded = coroutine(function* shielded() {
  yield* shield(save()); // the saving goes on, and nobody waits for it
});

const careful = coroutine(function* careful() {
  const saving = createTask(save(), { name: 'save' });
  try {
    yield* shield(saving);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    yield* saving;
    throw error;
  }
});

const main = coroutine(function* main() {
  for (const editor of [careless, shielded, careful]) {
    const task = createTask(editor(), { name: editor.name });
    yield* sleep(1.5);
    console.log(`cancel the ${editor.name} editor`);
    task.cancel();
    yield* wait([task]);
    console.log(`the ${editor.name} one has ended`);
    yield* sleep(3);
  }
});

await run(main());
