export async function work({ n, tasks }: { n: number; tasks: number }) {
  let sum = 0;
  let last = -1;
  async function spin(me: number): Promise<void> {
    for (let i = 0; i < n / tasks; i++) {
      await undefined;
      sum += me;
      last = me;
    }
  }
  const all = Array.from({ length: tasks }, (_, me) => spin(me));
  for (const task of all) await task;
  return { sum, last };
}
