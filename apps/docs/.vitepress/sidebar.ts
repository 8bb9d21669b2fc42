/** The order in which the guide is read. */
import type { DefaultTheme } from 'vitepress';

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link });

export const guideSidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Start',
    items: [
      page('What it is', '/start/'),
      page('Install', '/start/install'),
      page('Five minutes', '/start/five-minutes'),
    ],
  },
  {
    text: 'Tutorial',
    items: [
      page('Coroutines', '/tutorial/coroutines'),
      page('The event loop', '/tutorial/event-loop'),
      page('Tasks', '/tutorial/tasks'),
      page('Await a coroutine or a task', '/tutorial/coroutine-or-task'),
      page('gather', '/tutorial/gather'),
      page('Task groups', '/tutorial/task-groups'),
      page('Cancellation', '/tutorial/cancellation'),
      page('Timeouts', '/tutorial/timeouts'),
      page('Errors and groups of them', '/tutorial/errors'),
      page('Locks', '/tutorial/locks'),
      page('Queues', '/tutorial/queues'),
      page('async for', '/tutorial/async-for'),
      page('Context variables', '/tutorial/context-variables'),
      page('Shutdown and signals', '/tutorial/shutdown'),
    ],
  },
  {
    text: 'Coming from …',
    items: [
      page('Python', '/coming-from/python'),
      page('Promises', '/coming-from/promises'),
      page('p-limit', '/coming-from/p-limit'),
      page('p-queue', '/coming-from/p-queue'),
      page('async-mutex', '/coming-from/async-mutex'),
      page('Effection', '/coming-from/effection'),
      page('Effect', '/coming-from/effect'),
      page('redux-saga', '/coming-from/redux-saga'),
    ],
  },
  {
    text: 'Recipes',
    items: [
      page('Limit concurrency', '/recipes/limit-concurrency'),
      page('Retry with backoff', '/recipes/retry'),
      page('Limit the rate', '/recipes/rate-limit'),
      page('The first result wins', '/recipes/first-result'),
      page('Producer and consumer', '/recipes/producer-consumer'),
      page('A pool of workers', '/recipes/worker-pool'),
      page('Shut an HTTP server down', '/recipes/http-shutdown'),
      page('fetch with timeout and abort', '/recipes/fetch'),
      page('In React, Express, Fastify', '/recipes/frameworks'),
      page('Test in virtual time', '/recipes/testing'),
    ],
  },
  {
    text: 'How it works',
    items: [
      page('How a task runs', '/how-it-works/a-task'),
      page('Reading the picture', '/how-it-works/picture'),
      page('Fairness', '/how-it-works/fairness'),
      page('The stack of coroutines', '/how-it-works/coroutine-stack'),
      page('Watching the loop', '/how-it-works/watching'),
      page('What differs from CPython', '/how-it-works/differences'),
      page('Conformance', '/how-it-works/conformance'),
      page('Performance', '/how-it-works/performance'),
    ],
  },
];
