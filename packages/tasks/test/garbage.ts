/** Collecting garbage by force, for tests of what is told, and let go of, when something is collected. */
import { setImmediate as immediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const { Bun } = globalThis as { Bun?: { gc(synchronously: boolean): void } };
if (Bun === undefined) setFlagsFromString('--expose-gc');
const collectGarbage = Bun ? () => Bun.gc(true) : (runInNewContext('gc') as () => void);

/** Collects until `isDone`, a few times at most: finalizers run in a task of their own. */
export async function collect(isDone: () => boolean = () => false): Promise<void> {
  for (let i = 0; i < 10 && !isDone(); i++) {
    await immediate(); // what a WeakRef gave is kept until here
    collectGarbage();
    await immediate();
  }
}
