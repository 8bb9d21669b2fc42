import { type Operation, spawn, withResolvers } from 'effection';

export function* work({ n }: { n: number }) {
  let question = withResolvers<number>();
  let answer = withResolvers<number>();
  let answered = 0;
  function* answering(): Operation<void> {
    for (; answered < n / 2; answered++) {
      const asked = yield* question.operation;
      question = withResolvers();
      answer.resolve(2 * asked);
    }
  }
  const task = yield* spawn(answering);
  let asked = 0;
  for (let i = 0; i < n / 2; i++) {
    question.resolve(i);
    asked += yield* answer.operation;
    answer = withResolvers();
  }
  yield* task;
  return { asked, answered };
}
