import { coroutine } from 'asyncio-ts';

function* asGenerator(i: number) {
  return i;
}

const asCoroutine = coroutine(asGenerator);

export function* work({ n, style }: { n: number; style: string }) {
  let sum = 0;
  if (style === 'coroutine') for (let i = 0; i < n; i++) sum += yield* asCoroutine(i);
  else for (let i = 0; i < n; i++) sum += yield* asGenerator(i);
  return sum;
}
