/** `@asyncio-ts/loop`: the event loop, its handles and its hosts. */
export { KeyboardInterrupt, NotImplementedError, SystemExit } from './errors.js';
export { EventLoop } from './event-loop.js';
export type { CallbackOptions, EventLoopOptions } from './event-loop.js';
export type { ExceptionContext, ExceptionHandler } from './exception-handler.js';
export { Handle, TimerHandle } from './handle.js';
export type { Host } from './host.js';
export { detectHost } from './process-host.js';
export { getRunningLoop } from './running.js';
export { VirtualTimeLoop } from './virtual-time-loop.js';
export type { VirtualTimeLoopOptions } from './virtual-time-loop.js';
