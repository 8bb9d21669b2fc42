import { ContextVar, copyContext } from 'asyncio-ts';

interface Size {
  n: number;
  operation: string;
  variables: number;
}

export function* work({ n, operation, variables }: Size) {
  const all = Array.from({ length: variables }, (_, i) => new ContextVar<number>(`v${i}`));
  for (const [i, variable] of all.entries()) variable.set(i);
  let sum = 0;
  if (operation === 'get') {
    for (let i = 0; i < n; i++) sum += all[i % variables]!.get();
  } else if (operation === 'copy') {
    for (let i = 0; i < n; i++) sum += copyContext().run(() => all[i % variables]!.get());
  } else {
    for (let i = 0; i < n; i++) all[i % variables]!.set(i);
    for (const variable of all) sum += variable.get();
  }
  return sum;
}
