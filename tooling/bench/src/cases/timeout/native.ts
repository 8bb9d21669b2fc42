async function timeout<T>(milliseconds: number, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new Error('too late'));
  }, milliseconds);
  try {
    return await body(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

export async function work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await timeout(10_000, async (signal) => {
      await undefined;
      signal.throwIfAborted();
      sum += i;
    });
  }
  return sum;
}
