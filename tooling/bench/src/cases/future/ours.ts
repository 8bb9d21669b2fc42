import { type Coroutine, createTask, Future } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  let question = new Future<number>();
  let answer = new Future<number>();
  let answered = 0;
  function* answering(): Coroutine<void> {
    for (; answered < n / 2; answered++) {
      const asked = yield* question;
      question = new Future();
      answer.setResult(2 * asked);
    }
  }
  const task = createTask(answering());
  let asked = 0;
  for (let i = 0; i < n / 2; i++) {
    question.setResult(i);
    asked += yield* answer;
    answer = new Future();
  }
  yield* task;
  return { asked, answered };
}
