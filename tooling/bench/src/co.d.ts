/** co 4 comes without types; only what the subjects use. */
declare module 'co' {
  /** Runs a generator: what it yields (promises, generators, arrays of them) is resolved and sent back in. */
  function co<T>(body: (() => Generator<unknown, T, never>) | Generator<unknown, T, never>): Promise<T>;
  export default co;
}
