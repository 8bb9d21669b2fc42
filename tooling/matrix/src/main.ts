/** The command line: see USAGE. */
import { readCommandLine, refuseCommandLine } from '@asyncio-ts/workspace';

import { chromiumRow } from './chromium-row.js';
import { Absent, chooseRows, notRun, type Outcome, type Row } from './row.js';
import { lineOf, table } from './show.js';
import { typescriptRows } from './typescript-rows.js';
import { vitestRows } from './vitest-rows.js';

const USAGE = `pnpm matrix [NAME…]    all rows, or those whose names begin so; needs built packages (pnpm build)

  --list             the rows, and what each tries
  --strict           a row that cannot be had here is a failure, too`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const rows: readonly Row[] = [...vitestRows, chromiumRow, ...typescriptRows];

if (values.list) for (const { name, what } of rows) console.log(`${name.padEnd(14)}  ${what}`);
else await runMatrix(chosen());

function chosen(): Row[] {
  try {
    return chooseRows(rows, positionals);
  } catch (error) {
    // A wrong name on the command line: nothing runs here that could be cancelled.
    return refuseCommandLine((error as Error).message);
  }
}

/** One row after the other: each of them uses all cores. */
async function runMatrix(wanted: readonly Row[]): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  for (const row of wanted) {
    const outcome = await outcomeOf(row);
    outcomes.set(row.name, outcome);
    console.log(lineOf(row.name, outcome));
  }
  if (outcomes.size > 1) console.log(`\n${table(outcomes)}`);
  const bad = values.strict ? ['failed', 'absent'] : ['failed'];
  if ([...outcomes.values()].some(({ verdict }) => bad.includes(verdict))) process.exitCode = 1;
}

async function outcomeOf(row: Row): Promise<Outcome> {
  try {
    return await row.run();
  } catch (error) {
    // A row that cannot begin must not keep the others from their turn. Nothing here can be cancelled.
    return notRun(error instanceof Absent ? 'absent' : 'failed', (error as Error).message);
  }
}
