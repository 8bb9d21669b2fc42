/** Random programs: any statements in any order, or many tasks at one object. */
import type { Block, GeneratorSpec, Program, Statement } from '../program.js';
import { Draft } from './draft.js';
import { type Dish, menu } from './menu.js';
import type { Random } from './random.js';

const DEEPEST = 3;
/** Once at most: after that, CPython's C code refuses whoever awaits the task with another error, at once. */
const AWAIT_ITSELF: Statement = ['try', [['await', 'main']], [[['RuntimeError'], []]], null, null];

/** What to write. */
export interface Taste {
  /** Only these statements; default: all. */
  readonly kinds?: ReadonlySet<string> | undefined;
}

/** Makes one program. */
export function generate(random: Random, name: string, taste: Taste = {}): Program {
  const writer = new Writer(random, taste);
  return taste.kinds === undefined && random.chance(0.4) ? writer.crowd(name) : writer.anything(name);
}

class Writer {
  readonly #random: Random;
  readonly #draft: Draft;
  readonly #kinds: ReadonlySet<string> | undefined;
  readonly #dishes: readonly Dish[];

  constructor(random: Random, { kinds }: Taste) {
    this.#random = random;
    this.#draft = new Draft(random);
    this.#kinds = kinds;
    this.#dishes = Object.keys(menu)
      .filter((kind) => kinds?.has(kind) ?? true)
      .map((kind) => menu[kind]!); // the keys are its own
  }

  /** Coroutines that start, await and cancel each other in any way. */
  anything(name: string): Program {
    const random = this.#random;
    this.#draft.declareSome();
    const generators = random.chance(0.3) ? this.#generators(random.between(1, 2)) : {};
    const coroutines: Record<string, Block> = {};
    for (let i = random.between(1, 4); i > 0; i--) {
      this.#draft.begin();
      coroutines[`c${i}`] = [...this.#block(0, 1, 5), ...(random.chance(0.4) ? [this.#return()] : [])];
      this.#draft.coroutines.push(`c${i}`);
    }
    this.#draft.begin();
    coroutines['main'] = [...(random.chance(0.02) ? [AWAIT_ITSELF] : []), ...this.#block(0, 3, 12)];
    return this.#program(name, coroutines, generators);
  }

  /** Several tasks that want the same objects, while `main` cancels some of them. */
  crowd(name: string): Program {
    const random = this.#random;
    const draft = this.#draft;
    draft.declare(
      random.pick([['L'], ['C'], ['S'], ['T'], ['B'], ['E'], ['Q'], ['K'], ['P'], ['L', 'F'], ['C', 'L']]),
    );
    const coroutines: Record<string, Block> = {
      hold: this.#block(1, 1, 2),
      fail: [
        ['sleep', draft.delay()],
        ['raise', 'DataError', 'd'],
      ],
    };
    draft.coroutines.push('hold', 'fail');
    const crew = random.between(2, 5);
    const main: Statement[] = [];
    for (let i = 0; i < crew; i++) {
      draft.begin();
      coroutines[`w${i}`] = [
        ['repeat', random.between(1, 3), this.#block(0, 1, 4)],
        ['log', 'finished'],
      ];
    }
    draft.begin();
    for (let i = 0; i < crew; i++) main.push(['spawn', draft.fresh('task'), `w${i}`]);
    const names = main.map(([, task]) => task as string);
    main.push(...random.several(1, 5, () => this.#disturb(names)));
    main.push(
      random.pick<Statement>([
        ['gather', names.map((ref) => ({ ref })), true],
        ['wait', names, null, 'ALL_COMPLETED'],
        ['sleep', 3],
      ]),
    );
    return this.#program(name, { ...coroutines, main }, {});
  }

  #disturb(names: readonly string[]): Statement {
    const { random } = this.#draft;
    if (random.chance(0.5)) return ['cancel', random.pick(names), this.#draft.message()];
    return random.chance(0.6) ? ['sleep', this.#draft.delay()] : this.#statement(1);
  }

  #program(
    name: string,
    coroutines: Record<string, Block>,
    generators: Record<string, GeneratorSpec>,
  ): Program {
    const { objects } = this.#draft;
    const eager = this.#random.chance(0.12) ? { eager: true } : {};
    return { name, objects, coroutines, generators, ...eager };
  }

  #generators(count: number): Record<string, GeneratorSpec> {
    const made: Record<string, GeneratorSpec> = {};
    for (let i = 0; i < count; i++) {
      const emit = (): Statement => ['emit', this.#draft.value()];
      const body = this.#random.several(1, 5, () => (this.#random.chance(0.6) ? emit() : this.#statement(2)));
      const closed: Statement = ['log', `g${i} closed`];
      made[`a${i}`] = this.#random.chance(0.7)
        ? { body, finally: [closed, ...this.#block(2, 0, 2)] }
        : { body };
      this.#draft.generators.push(`a${i}`);
    }
    return made;
  }

  #return(): Statement {
    return ['return', this.#draft.value()];
  }

  #block(depth: number, low: number, high: number): Block {
    return this.#random.several(low, high, () => this.#statement(depth));
  }

  #statement(depth: number): Statement {
    const possible = this.#dishes.filter(
      ({ nests = false, needs }) => (!nests || depth < DEEPEST) && (needs?.(this.#draft) ?? true),
    );
    let at = this.#random.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
    const dish = possible.find(({ weight }) => (at -= weight) < 0) ?? possible.at(-1)!; // rounding may leave the last
    const statement = dish.make(this.#draft, () => this.#block(depth + 1, 1, 3));
    return this.#kinds?.has('try') !== false && this.#random.chance(0.45)
      ? this.#guard(statement)
      : statement;
  }

  /** Programs that die of their first error tell little. */
  #guard(statement: Statement): Statement {
    const random = this.#random;
    const caught = random.pick(['Exception', 'Exception', 'Exception', 'CancelledError', 'BaseException']);
    const reaction = random.pick<Block>([
      [],
      [],
      [['log', 'caught']],
      [['reraise']],
      [['uncancel']],
      [['sleep', 0.25], ['reraise']],
    ]);
    return ['try', [statement], [[[caught], reaction]], null, null];
  }
}
