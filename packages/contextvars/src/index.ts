/** `@asyncio-ts/contextvars`: Python's `contextvars`, and the error classes all packages share. */
export { ContextVar } from './context-var.js';
export type { ContextVarOptions } from './context-var.js';
export { Context, copyContext } from './context.js';
export { KeyError, LookupError, RuntimeError, ValueError } from './errors.js';
export { Token } from './token.js';
