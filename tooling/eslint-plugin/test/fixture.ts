// Stand-ins for the types of @asyncio-ts/tasks. The test's code is checked as if it stood below them.
type Suspension = undefined;
type Coroutine<T> = Generator<Suspension, T, void>;
interface NamedCoroutine extends Coroutine<number> {
  readonly name: string;
}
declare class CoroutineObject<T> {
  then(done: (value: T) => void): void;
  [Symbol.iterator](): Coroutine<T>;
  close(): void;
}
declare class Future<T> {
  then(done: (value: T) => void): void;
  [Symbol.iterator](): Coroutine<T>;
}
declare function raw(): Coroutine<number>;
declare function named(): NamedCoroutine;
declare function made(): CoroutineObject<number>;
declare function gather(): Future<number>;
declare function maybe(): Coroutine<number> | undefined;
declare function mixed(): Coroutine<number> | CoroutineObject<number>;
declare function callSoon(callback: () => void): void;
declare function createTask<T>(c: Coroutine<T> | CoroutineObject<T>): Future<T>;
declare function run<T>(main: () => Coroutine<T>): Promise<T>;
declare function either(callback: (() => void) | undefined): void;
declare const ready: boolean;
declare const object: { method?: () => Coroutine<number> };
