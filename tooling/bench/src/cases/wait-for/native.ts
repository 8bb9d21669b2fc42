async function child(i: number): Promise<number> {
  await undefined;
  return i;
}

function waitFor<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('too late'));
    }, milliseconds);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

export async function work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await waitFor(child(i), 10_000);
  return sum;
}
