import { newTree, SLEEP_SECONDS } from './tree.js';

export async function work({ levels, kind }: { levels: number; kind: string }) {
  const tree = newTree(kind);
  async function leaf(): Promise<void> {
    if (tree.plan() === 'sleep') await new Promise((resolve) => setTimeout(resolve, 1000 * SLEEP_SECONDS));
  }
  async function recurse(level: number): Promise<void> {
    if (level === 0) await leaf();
    else await Promise.all(Array.from({ length: 6 }, () => recurse(level - 1)));
  }
  await recurse(levels);
  return tree.count;
}
