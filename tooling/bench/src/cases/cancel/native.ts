function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error); // nobody gives another one
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}

export async function work({ n }: { n: number }) {
  let woken = 0;
  let cleanedUp = 0;
  async function sleeper(signal: AbortSignal): Promise<void> {
    try {
      await sleep(1_000_000, signal);
      woken++;
    } finally {
      cleanedUp++;
    }
  }
  const tasks = Array.from({ length: n }, () => {
    const controller = new AbortController();
    return { controller, promise: sleeper(controller.signal) };
  });
  await undefined;
  for (const { controller } of tasks) controller.abort();
  for (const { controller, promise } of tasks) {
    try {
      await promise;
    } catch (error) {
      if (error !== controller.signal.reason) throw error;
    }
  }
  return { woken, cleanedUp };
}
