/** Programs that are near a given one: a few random changes anywhere. */
import type { Block, Program, Statement } from '../program.js';
import type { Random } from './random.js';

const TIMES = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];
const TIMED = ['sleep', 'wait', 'wait_for', 'timeout', 'reschedule', 'as_completed', 'call_later'];

/** Changes `program` in one to four places. */
export function mutate(random: Random, program: Program, name: string): Program {
  let { coroutines, eager = false } = program;
  const tasks = JSON.stringify(coroutines).match(/(?<=\["spawn",")\w+/g) ?? ['main'];
  for (let i = random.between(1, 4); i > 0; i--) {
    const changed = random.pick(Object.keys(coroutines));
    coroutines = { ...coroutines, [changed]: mutateBlock(random, coroutines[changed]!, tasks) }; // one of its keys
  }
  if (random.chance(0.1)) eager = !eager;
  return { ...program, name, coroutines, eager };
}

function mutateBlock(random: Random, block: Block, tasks: readonly string[]): Block {
  const at = random.between(0, block.length);
  const [before, statement, rest] = [block.slice(0, at), block[at], block.slice(at + 1)];
  if (statement === undefined || random.chance(0.15))
    return [...before, disturb(random, tasks), ...block.slice(at)];
  const inner = [...statement.keys()].filter((i) => isBlock(statement[i]));
  if (inner.length > 0 && random.chance(0.7)) {
    const i = random.pick(inner);
    const changed = mutateBlock(random, statement[i] as Block, tasks); // only blocks are picked
    return [
      ...before,
      statement.map((part, j) => (i === j ? changed : part)) as unknown as Statement,
      ...rest,
    ];
  }
  return [...before, ...mutateStatement(random, statement), ...rest];
}

/** Away with it, twice the same, at another time, guarded, or behind a pause. */
function mutateStatement(random: Random, statement: Statement): Block {
  const retimed = TIMED.includes(statement[0]) ? retime(random, statement) : statement;
  return random.pick<() => Block>([
    () => [],
    () => [statement, statement],
    () => [retimed],
    () => [retimed],
    () => [
      [
        'try',
        [statement],
        [[[random.pick(['Exception', 'CancelledError', 'BaseException'])], []]],
        null,
        null,
      ],
    ],
    () => [['sleep', random.pick(TIMES)], statement],
    () => [['timeout', 'm99', random.pick(TIMES), [statement]]],
  ])();
}

function retime(random: Random, statement: Statement): Statement {
  const numbers = [...statement.keys()].filter((i) => typeof statement[i] === 'number');
  const at = numbers[0];
  return statement.map((part, i) => (i === at ? random.pick(TIMES) : part)) as unknown as Statement;
}

function disturb(random: Random, tasks: readonly string[]): Statement {
  return random.pick<() => Statement>([
    () => ['cancel', random.pick(tasks), random.pick([null, 'x', 'why'])],
    () => ['cancel', random.pick(tasks), null],
    () => ['sleep', random.pick(TIMES)],
    () => ['sleep', 0],
    () => ['uncancel'],
    () => ['state', random.pick(tasks)],
    () => ['raise', 'AppError', 'e99'],
  ])();
}

function isBlock(part: unknown): boolean {
  return (
    Array.isArray(part) &&
    part.length > 0 &&
    part.every((item) => Array.isArray(item) && typeof item[0] === 'string')
  );
}
