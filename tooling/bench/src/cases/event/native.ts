export async function work({ n }: { n: number }) {
  let set!: () => void;
  const event = new Promise<void>((resolve) => {
    set = resolve;
  });
  let woken = 0;
  async function waiter(): Promise<void> {
    await event;
    woken++;
  }
  const waiters = Array.from({ length: n }, waiter);
  await undefined;
  const early = woken;
  set();
  for (const promise of waiters) await promise;
  return { early, woken };
}
