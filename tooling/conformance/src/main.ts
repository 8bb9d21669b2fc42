/** The command line: see USAGE. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { check } from './commands/check.js';
import { fuzz } from './commands/fuzz.js';
import { parity } from './commands/parity.js';
import { refresh } from './commands/refresh.js';
import { trace } from './commands/trace.js';

const USAGE = `pnpm conformance COMMAND

  trace FILE…   runs the programs of the files on asyncio-ts; prints {"name", "trace"} for each
  check         compares our traces of the fixtures with CPython's
  refresh       writes the fixtures' traces anew; needs Python 3.13
  fuzz [FILE…]  runs random programs, or those of the files, on both and shows the differences, shrunk;
                needs Python 3.13
                --count N (1000)  --seed S (1)  --stop-after N (5)  --kinds sleep,spawn,… (all)
  parity        how many of CPython's tests and names are here; fails if one is missing, or the page is out of date
                --json  --write (docs/conformance.md)  --report FILE (of Vitest, instead of running the tests)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'stop-after': { type: 'string', default: '5' },
    kinds: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const [command, ...paths] = positionals;
// A script of pnpm runs in the folder of its package; INIT_CWD is where it was called.
const here = process.env['INIT_CWD'] ?? process.cwd();
const files = paths.map((path) => resolve(here, path));

const absent = files.find((path) => !existsSync(path));

if (values.help) console.log(USAGE);
else if (absent !== undefined) complain(`There is no file ${absent}`);
else if (command === 'trace' && files.length > 0) trace(files);
else if (command === 'check') process.exitCode = check() ? 0 : 1;
else if (command === 'refresh') refresh();
else if (command === 'fuzz') {
  const passed = fuzz({
    count: Number(values.count),
    seed: Number(values.seed),
    stopAfter: Number(values['stop-after']),
    files,
    kinds: values.kinds === undefined ? undefined : new Set(values.kinds.split(',')),
  });
  process.exitCode = passed ? 0 : 1;
} else if (command === 'parity') {
  const { json, write, report } = values;
  const passed = parity({ json, write, report: report === undefined ? undefined : resolve(here, report) });
  process.exitCode = passed ? 0 : 1;
} else complain(USAGE);

function complain(text: string): void {
  console.error(text);
  process.exitCode = 2;
}
