import co from 'co';

const settled = Promise.resolve();

export function* work({ n, tasks }: { n: number; tasks: number }) {
  let sum = 0;
  let last = -1;
  function* spin(me: number) {
    for (let i = 0; i < n / tasks; i++) {
      yield settled;
      sum += me;
      last = me;
    }
  }
  const all = Array.from({ length: tasks }, (_, me) => co(spin(me)));
  for (const task of all) yield task;
  return { sum, last };
}
