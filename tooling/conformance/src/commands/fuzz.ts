/** `fuzz`: random programs on CPython and on ours, and the smallest program of each difference. */
import { describeDifference, isSame } from '../compare.js';
import { ORDERED_ORACLE, PROGRAMS } from '../fixtures.js';
import { generate } from '../fuzz/generate.js';
import { mutate } from '../fuzz/mutate.js';
import { Random } from '../fuzz/random.js';
import { shrink } from '../fuzz/shrink.js';
import { type CoroutineForm, FORMS, Machine } from '../machine.js';
import { type Program, readLines } from '../program.js';
import { askOracle, findPython, NO_PYTHON, type Python } from '../python.js';

const PROGRAMS_AT_ONCE = 500;
/** Of a program that never ends, this many lines are shown. */
const LONGEST_FAILURE = 100;

/** What `fuzz` is asked for. */
export interface FuzzOptions {
  /** How many random programs. */
  readonly count: number;
  readonly seed: number;
  /** After how many differences to stop. */
  readonly stopAfter: number;
  /** Only these statements. */
  readonly kinds: ReadonlySet<string> | undefined;
  /** The programs of these files, instead of random ones. */
  readonly files: readonly string[];
}

/** Prints each difference, and a summary. @returns were there none? */
export function fuzz(options: FuzzOptions): boolean {
  const python = findPython();
  if (python === undefined) {
    console.log(`skipped: ${NO_PYTHON}`);
    return true;
  }
  const contest = new Contest(python);
  let differences = 0;
  let tried = 0;
  for (const programs of options.files.length > 0 ? fromFiles(options) : atRandom(options)) {
    for (const program of contest.different(programs).slice(0, options.stopAfter - differences)) {
      differences++;
      contest.report(shrink(program, (candidates) => contest.different(candidates)));
    }
    tried += programs.length;
    if (differences >= options.stopAfter) break;
  }
  console.log(`CPython ${python.version}: ${tried} programs, ${differences} differences shown`);
  return differences === 0;
}

function* fromFiles({ files }: FuzzOptions): Generator<Program[]> {
  for (const file of files) yield readLines<Program>(file);
}

/** Half of them new, half of them near a program of the fixtures. */
function* atRandom({ count, seed, kinds }: FuzzOptions): Generator<Program[]> {
  const known = kinds === undefined ? readLines<Program>(PROGRAMS) : [];
  for (let made = 0; made < count; made += PROGRAMS_AT_ONCE) {
    yield Array.from({ length: Math.min(PROGRAMS_AT_ONCE, count - made) }, (_, i) => {
      const own = seed * 1_000_003 + made + i; // a seed of its own, whatever the size of a batch
      const random = new Random(own);
      if (known.length > 0 && i % 2 === 0) return mutate(random, random.pick(known), `f${own}`);
      return generate(random, `f${own}`, { kinds });
    });
  }
}

/** CPython against ours. */
class Contest {
  readonly #python: Python;

  constructor(python: Python) {
    this.#python = python;
  }

  /** The programs that print something else here; those that never end on CPython count as the same. */
  different(programs: readonly Program[]): Program[] {
    const expected = this.#ask(programs);
    return programs.filter((program, i) => {
      const trace = expected[i] ?? null;
      return trace !== null && FORMS.some((form) => !isSame(trace, ours(program, form)));
    });
  }

  report(program: Program): void {
    const expected = this.#ask([program])[0] ?? [];
    const form = FORMS.find((form) => !isSame(expected, ours(program, form))) ?? 'objects';
    console.log(`${JSON.stringify(program)}\n  coroutines as ${form},`);
    console.log(`${describeDifference(expected, ours(program, form))}\n`);
  }

  #ask(programs: readonly Program[]): (readonly string[] | null)[] {
    const traces = askOracle<{ trace: readonly string[] | null }>(this.#python, [ORDERED_ORACLE], programs);
    return traces.map(({ trace }) => trace);
  }
}

/** Our trace; if the machine fails, its error, so that the difference shows. */
function ours(program: Program, form: CoroutineForm): readonly string[] {
  const machine = new Machine(program, form);
  try {
    return machine.run();
  } catch (error) {
    return [...machine.lines.slice(0, LONGEST_FAILURE), String(error)];
  }
}
