import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'echo',
  what:
    'A task sends a message to a server in another process and waits for its echo, while `tasks` others spin on `sleep(0)`: ' +
    'the time within which so many percent of the echoes were back; the first fifth of them warms up. ' +
    'Native: the others spin on `setImmediate`, for `await undefined` alone would keep the sockets out for ever.',
  params: [
    { messages: 3000, tasks: 1_000, percent: 50 },
    { messages: 3000, tasks: 1_000, percent: 99 },
  ],
  smoke: [{ messages: 3, tasks: 5, percent: 50 }],
  unit: 'ms',
  operations: () => 1,
  expected: ({ messages }) => ({ echoes: messages, spun: true }),
  measuredBy: 'work',
  echo: true,
});
