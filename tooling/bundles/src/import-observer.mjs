// Imports what its arguments name, and prints a line for everything that importing changed in this program. Everything
// that it needs itself is loaded before, and it prints at the end: the first output opens a pipe.
import { writeSync } from 'node:fs';

const lines = [];
const { setImmediate: soon } = globalThis;
const scheduled = countCalls(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']);
const before = now();

for (const entry of process.argv.slice(2)) {
  await import(entry);
  await new Promise((resolve) => soon(resolve)); // whatever it began shows by now
  const after = now();
  for (const change of changes(before, after)) lines.push(`${entry} ${change}`);
  Object.assign(before, after); // what comes next is not to blame
}
writeSync(1, lines.map((line) => `${line}\n`).join(''));

function now() {
  return {
    builtins: builtins(),
    listeners: listeners(),
    resources: process.getActiveResourcesInfo(),
    scheduled: new Map(scheduled),
  };
}

/** How often each of these globals was called: a timer that keeps nothing alive runs all the same. */
function countCalls(names) {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const name of names) {
    globalThis[name] = new Proxy(globalThis[name], {
      apply(target, self, args) {
        counts.set(name, counts.get(name) + 1);
        return Reflect.apply(target, self, args);
      },
    });
  }
  return counts;
}

function* changes(before, now) {
  for (const [path, properties] of now.builtins) {
    const earlier = before.builtins.get(path);
    if (earlier === undefined) continue; // its owner's property is new, which is reported there
    for (const [key, value] of properties) {
      if (!earlier.has(key)) yield `adds ${path}.${String(key)}`;
      else if (!Object.is(earlier.get(key), value)) yield `changes ${path}.${String(key)}`;
    }
    for (const key of earlier.keys()) if (!properties.has(key)) yield `deletes ${path}.${String(key)}`;
  }
  for (const [event, count] of now.listeners) {
    if (count !== (before.listeners.get(event) ?? 0)) yield `listens for the process’s ${String(event)}`;
  }
  for (const [name, count] of now.scheduled) {
    if (count > before.scheduled.get(name)) yield `calls ${name}`;
  }
  for (const resource of new Set(now.resources)) {
    const count = (resources) => resources.filter((each) => each === resource).length;
    if (count(now.resources) > count(before.resources)) yield `keeps a ${resource} alive`;
  }
}

/** Everything built in that a program can reach by name, and what has none: where it stands, and what it holds. */
function builtins() {
  const found = new Map();
  const seen = new Set();
  visit('globalThis', globalThis, 3);
  visit('process', process, 1);
  visit('%GeneratorPrototype%', Object.getPrototypeOf(function* () {}.prototype), 2);
  visit('%AsyncGeneratorPrototype%', Object.getPrototypeOf(async function* () {}.prototype), 2);
  visit('%AsyncFunction%', (async () => {}).constructor, 2);
  visit('%GeneratorFunction%', function* () {}.constructor, 2);
  return found;

  function visit(path, object, depth) {
    if (depth === 0 || seen.has(object)) return;
    seen.add(object);
    const properties = new Map();
    found.set(path, properties);
    for (const key of Reflect.ownKeys(object)) {
      if (object === process && String(key).startsWith('_events')) continue; // its listeners, which are counted apart
      const { value, get } = Object.getOwnPropertyDescriptor(object, key);
      properties.set(key, get ?? value); // never reads: a getter of Node’s would load something
      const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
      if (isObject) visit(`${path}.${String(key)}`, value, depth - 1);
    }
    const parent = Object.getPrototypeOf(object);
    if (parent !== null) visit(`${path}.[[Prototype]]`, parent, depth);
  }
}

function listeners() {
  return new Map(process.eventNames().map((event) => [event, process.listenerCount(event)]));
}
