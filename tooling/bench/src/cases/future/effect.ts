import { Deferred, Effect, Fiber } from 'effect';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let question = Deferred.makeUnsafe<number>();
    let answer = Deferred.makeUnsafe<number>();
    let answered = 0;
    const answering = Effect.gen(function* () {
      for (; answered < n / 2; answered++) {
        const asked = yield* Deferred.await(question);
        question = Deferred.makeUnsafe();
        yield* Deferred.succeed(answer, 2 * asked);
      }
    });
    const fiber = yield* Effect.forkChild(answering);
    let asked = 0;
    for (let i = 0; i < n / 2; i++) {
      yield* Deferred.succeed(question, i);
      asked += yield* Deferred.await(answer);
      answer = Deferred.makeUnsafe();
    }
    yield* Fiber.join(fiber);
    return { asked, answered };
  });
