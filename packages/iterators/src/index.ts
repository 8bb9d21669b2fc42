/** `@asyncio-ts/iterators`: async generators, and loops over all that can be iterated. */
export { asyncFor, BREAK } from './async-for.js';
export { asyncGenerator, type AsyncGeneratorFunction, AsyncGeneratorObject } from './async-generator.js';
export {
  aiter,
  anext,
  type AsyncCursor,
  type AsyncIterableLike,
  type AsyncLoopable,
} from './async-iterable.js';
export {
  emit,
  type EmitCall,
  type Emits,
  type Emission,
  type EmittedBy,
  type MaybeEmission,
} from './emit.js';
export { StopAsyncIteration } from './errors.js';
export { iterate, Iteration } from './iteration.js';
export { fromAsyncIterable } from './native-cursor.js';
export { toAsyncIterable } from './native-iterator.js';
