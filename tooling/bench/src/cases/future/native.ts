interface Future<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function future<T>(): Future<T> {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export async function work({ n }: { n: number }) {
  let question = future<number>();
  let answer = future<number>();
  let answered = 0;
  async function answering(): Promise<void> {
    for (; answered < n / 2; answered++) {
      const asked = await question.promise;
      question = future();
      answer.resolve(2 * asked);
    }
  }
  const task = answering();
  let asked = 0;
  for (let i = 0; i < n / 2; i++) {
    question.resolve(i);
    asked += await answer.promise;
    answer = future();
  }
  await task;
  return { asked, answered };
}
