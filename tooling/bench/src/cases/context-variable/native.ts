import { AsyncLocalStorage } from 'node:async_hooks';

interface Size {
  n: number;
  operation: string;
  variables: number;
}

export async function work({ n, operation, variables }: Size) {
  await undefined; // what is set stays in this function
  const all = Array.from({ length: variables }, () => new AsyncLocalStorage<number>());
  for (const [i, variable] of all.entries()) variable.enterWith(i);
  let sum = 0;
  if (operation === 'get') {
    for (let i = 0; i < n; i++) sum += all[i % variables]!.getStore()!;
  } else if (operation === 'copy') {
    for (let i = 0; i < n; i++) sum += AsyncLocalStorage.snapshot()(() => all[i % variables]!.getStore()!);
  } else {
    for (let i = 0; i < n; i++) all[i % variables]!.enterWith(i);
    for (const variable of all) sum += variable.getStore()!;
  }
  for (const variable of all) variable.disable(); // or each call would slow down the next
  return sum;
}
