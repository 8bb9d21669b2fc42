/** All statements that the fuzzer can write, how often, and when they make sense. */
import type { Block, Handler, Statement } from '../program.js';
import type { Draft, Make } from './draft.js';

/** One kind of statement. */
export interface Dish {
  readonly weight: number;
  readonly make: Make;
  /** What must be there for it; default: nothing. */
  readonly needs?: (draft: Draft) => boolean;
  /** Has it a body of its own? */
  readonly nests?: boolean;
}

const FINISHES = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'];
const CAUGHT = [
  'Exception',
  'Exception',
  'BaseException',
  'CancelledError',
  'CancelledError',
  'TimeoutError',
  'RuntimeError',
  'ExceptionGroup',
  'AppError',
  'QueueEmpty',
  'QueueShutDown',
  'BrokenBarrierError',
];

const hasCoroutine = (draft: Draft): boolean => draft.coroutines.length > 0;
const hasRef = (draft: Draft): boolean => draft.hasRef();
const hasOperand = (draft: Draft): boolean => draft.hasRef() || hasCoroutine(draft);

/** A statement about an object: it needs one of these kinds. */
function about(
  weight: number,
  kinds: readonly string[],
  make: (draft: Draft, name: string) => Statement,
): Dish {
  return {
    weight,
    needs: (draft) => draft.objectsOf(...kinds).length > 0,
    make: (draft) => make(draft, draft.random.pick(draft.objectsOf(...kinds))),
  };
}

const LOCKS = ['Lock', 'Condition', 'Semaphore', 'BoundedSemaphore'];
const QUEUES = ['Queue', 'LifoQueue', 'PriorityQueue'];

const control: Record<string, Dish> = {
  log: { weight: 6, make: (draft) => ['log', draft.text('m')] },
  sleep: { weight: 16, make: (draft) => ['sleep', draft.delay()] },
  raise: { weight: 2, make: (draft) => ['raise', draft.error(), draft.text('e')] },
  reraise: { weight: 1, make: () => ['reraise'] },
  return: { weight: 1, make: (draft) => ['return', draft.value()] },
  repeat: { weight: 3, nests: true, make: (draft, body) => ['repeat', draft.random.between(2, 3), body()] },
  try: { weight: 14, nests: true, make: makeTry },
};

function makeTry(draft: Draft, body: () => Block): Statement {
  const { random } = draft;
  const handler = (): Handler => {
    const reaction: Block = random.pick<Block>([[], [['reraise']], [['uncancel']], body()]);
    return [random.several(1, 2, () => random.pick(CAUGHT)), reaction];
  };
  const maybe = (probability: number): Block | null => (random.chance(probability) ? body() : null);
  return ['try', body(), random.several(0, 2, handler), maybe(0.15), maybe(0.3)];
}

const tasks: Record<string, Dish> = {
  spawn: {
    weight: 10,
    needs: hasCoroutine,
    make: (draft) => ['spawn', draft.fresh('task'), draft.coroutine()],
  },
  await: { weight: 5, needs: hasRef, make: (draft) => ['await', draft.ref()] },
  call: { weight: 4, needs: hasCoroutine, make: (draft) => ['call', draft.coroutine()] },
  cancel: { weight: 6, make: (draft) => ['cancel', draft.target(), draft.message()] },
  uncancel: { weight: 1, make: () => ['uncancel'] },
  cancelling: { weight: 1, make: () => ['cancelling'] },
  state: { weight: 3, make: (draft) => ['state', draft.target()] },
  tasks: { weight: 1, make: () => ['tasks'] },
};

const combinators: Record<string, Dish> = {
  gather: {
    weight: 4,
    needs: hasOperand,
    make: (draft) => ['gather', draft.operands(0, 3), draft.random.chance(0.4)],
  },
  gather_start: {
    weight: 2,
    needs: hasOperand,
    make: (draft) => ['gather_start', draft.fresh('task'), draft.operands(0, 3), draft.random.chance(0.4)],
  },
  wait: {
    weight: 4,
    needs: hasRef,
    make: (draft) => ['wait', draft.refs(1, 3), draft.limit(), draft.random.pick(FINISHES)],
  },
  wait_for: { weight: 5, needs: hasOperand, make: (draft) => ['wait_for', draft.operand(), draft.limit()] },
  shield: { weight: 4, needs: hasOperand, make: (draft) => ['shield', draft.operand()] },
  as_completed: {
    weight: 2,
    needs: hasRef,
    make: (draft) => ['as_completed', draft.refs(1, 3), draft.limit()],
  },
};

const structured: Record<string, Dish> = {
  timeout: {
    weight: 5,
    nests: true,
    make: (draft, body) => ['timeout', draft.fresh('timeout'), draft.limit(), body()],
  },
  reschedule: {
    weight: 3,
    needs: (draft) => draft.has('timeout'),
    make: (draft) => ['reschedule', draft.known('timeout'), draft.random.pick([null, -1, 0, 0.5, 1, 2])],
  },
  taskgroup: {
    weight: 5,
    nests: true,
    make: (draft, body) => ['taskgroup', draft.fresh('group'), body()],
  },
  group_spawn: {
    weight: 8,
    needs: (draft) => draft.has('group') && hasCoroutine(draft),
    make: (draft) => ['group_spawn', draft.known('group'), draft.fresh('task'), draft.coroutine()],
  },
  async_for: {
    weight: 4,
    nests: true,
    needs: (draft) => draft.generators.length > 0,
    make: (draft, body) => [
      'async_for',
      draft.random.pick(draft.generators),
      body(),
      draft.random.pick([null, null, 1, 2]),
    ],
  },
};

const sync: Record<string, Dish> = {
  acquire: about(2, LOCKS, (_draft, name) => ['acquire', name]),
  release: about(3, LOCKS, (_draft, name) => ['release', name]),
  with: {
    weight: 8,
    nests: true,
    needs: (draft) => draft.objectsOf(...LOCKS).length > 0,
    make: (draft, body) => ['with', draft.random.pick(draft.objectsOf(...LOCKS)), body()],
  },
  locked: about(1, LOCKS, (_draft, name) => ['locked', name]),
  event_wait: about(4, ['Event'], (_draft, name) => ['event_wait', name]),
  event_set: about(3, ['Event'], (_draft, name) => ['event_set', name]),
  event_clear: about(2, ['Event'], (_draft, name) => ['event_clear', name]),
  cond_wait: about(4, ['Condition'], (draft, name) => within(draft, name, ['cond_wait', name])),
  notify: about(3, ['Condition'], (draft, name) =>
    within(draft, name, ['notify', name, draft.random.between(1, 2)]),
  ),
  notify_all: about(2, ['Condition'], (draft, name) => within(draft, name, ['notify_all', name])),
  barrier_wait: about(8, ['Barrier'], (_draft, name) => ['barrier_wait', name]),
  barrier_reset: about(1, ['Barrier'], (_draft, name) => ['barrier_reset', name]),
  barrier_abort: about(1, ['Barrier'], (_draft, name) => ['barrier_abort', name]),
};

/** Mostly with the lock held: without it, a condition only complains. */
function within(draft: Draft, condition: string, statement: Statement): Statement {
  return draft.random.chance(0.1) ? statement : ['with', condition, [statement]];
}

const queues: Record<string, Dish> = {
  put: about(6, QUEUES, (draft, name) => ['put', name, itemFor(draft, name)]),
  get: about(6, QUEUES, (_draft, name) => ['get', name]),
  put_nowait: about(3, QUEUES, (draft, name) => ['put_nowait', name, itemFor(draft, name)]),
  get_nowait: about(3, QUEUES, (_draft, name) => ['get_nowait', name]),
  task_done: about(4, QUEUES, (_draft, name) => ['task_done', name]),
  join: about(2, QUEUES, (_draft, name) => ['join', name]),
  qsize: about(1, QUEUES, (_draft, name) => ['qsize', name]),
  shutdown: about(1, QUEUES, (draft, name) => ['shutdown', name, draft.random.chance(0.4)]),
};

/** Items of a priority queue must be comparable. */
function itemFor(draft: Draft, queue: string): unknown {
  return draft.objects[queue]?.[0] === 'PriorityQueue' ? draft.number() : draft.value();
}

const callbacks: Record<string, Dish> = {
  var_set: about(4, ['ContextVar'], (draft, name) => ['var_set', name, draft.value()]),
  var_get: about(5, ['ContextVar'], (_draft, name) => ['var_get', name]),
  set_result: about(4, ['Future'], (draft, name) => ['set_result', name, draft.value()]),
  set_exception: about(2, ['Future'], (draft, name) => [
    'set_exception',
    name,
    draft.error(),
    draft.text('e'),
  ]),
  on_done: { weight: 3, make: (draft) => ['on_done', draft.target(), draft.text('d')] },
  call_soon: { weight: 2, make: (draft) => ['call_soon', draft.text('s')] },
  call_later: {
    weight: 2,
    make: (draft) => ['call_later', draft.fresh('handle'), draft.delay(), draft.text('s')],
  },
  handle_cancel: {
    weight: 1,
    needs: (draft) => draft.has('handle'),
    make: (draft) => ['handle_cancel', draft.known('handle')],
  },
};

/** Every kind of statement, by name. */
export const menu: Readonly<Record<string, Dish>> = {
  ...control,
  ...tasks,
  ...combinators,
  ...structured,
  ...sync,
  ...queues,
  ...callbacks,
};
