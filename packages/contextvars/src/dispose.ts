/** The key under which `using` looks for what to do at the end of its block. */

/** `Symbol.dispose`; where a host lacks it, the symbol that esbuild uses in its place (`tsc` wants a polyfill). */
export const dispose: typeof Symbol.dispose =
  (Symbol as { dispose?: typeof Symbol.dispose }).dispose ?? // the types promise it, old hosts do not have it
  (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);
