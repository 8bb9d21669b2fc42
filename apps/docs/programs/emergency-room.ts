// Patients come out of a priority queue by urgency, and those of the same urgency as they came.
import { asyncFor, coroutine, PriorityQueue, run, sleep, taskGroup } from 'asyncio-ts';

type Patient = [urgency: number, arrival: number, name: string];

const waiting = new PriorityQueue<Patient>();

const arrivals = coroutine(function* arrivals() {
  let count = 0;
  for (const [seconds, urgency, name] of [
    [0, 3, 'cough'],
    [1, 2, 'sprain'],
    [0, 3, 'cold'],
    [0, 3, 'fever'],
    [0, 1, 'heart'],
    [4, 2, 'cut'],
  ] as const) {
    yield* sleep(seconds);
    console.log(`${name} arrives`);
    yield* waiting.put([urgency, count++, name]);
  }
  waiting.shutdown(); // nobody else comes: whoever waits for an item is told, once none is left
});

const doctor = coroutine(function* doctor() {
  yield* asyncFor(waiting, function* ([, , name]) {
    console.log(`  the doctor sees ${name}`);
    yield* sleep(2);
  });
});

const main = coroutine(function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(arrivals(), { name: 'arrivals' });
    group.createTask(doctor(), { name: 'doctor' });
  });
  console.log('the room is empty');
});

await run(main());
