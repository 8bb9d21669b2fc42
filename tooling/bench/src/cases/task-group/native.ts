export async function work({ n }: { n: number }) {
  let sum = 0;
  async function child(i: number, signal: AbortSignal): Promise<void> {
    await undefined;
    if (signal.aborted) signal.throwIfAborted();
    sum += i;
  }
  const group = new AbortController();
  const children: Promise<void>[] = [];
  for (let i = 0; i < n; i++) children.push(child(i, group.signal));
  try {
    await Promise.all(children);
  } catch (error) {
    group.abort(error);
    await Promise.allSettled(children);
    throw error;
  }
  return sum;
}
