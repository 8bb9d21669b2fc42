import { createContext } from 'effection';

import { Absent } from '../../job.js';

interface Size {
  n: number;
  operation: string;
  variables: number;
}

export function* work({ n, operation, variables }: Size) {
  if (operation === 'copy') throw new Absent('contexts are not copied, but looked up in the parents');
  const all = Array.from({ length: variables }, (_, i) => createContext<number>(`v${i}`));
  for (const [i, variable] of all.entries()) yield* variable.set(i);
  let sum = 0;
  if (operation === 'get') {
    for (let i = 0; i < n; i++) sum += yield* all[i % variables]!.expect();
  } else {
    for (let i = 0; i < n; i++) yield* all[i % variables]!.set(i);
    for (const variable of all) sum += yield* variable.expect();
  }
  return sum;
}
