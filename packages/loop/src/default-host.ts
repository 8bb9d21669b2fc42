/** The host of a loop that is given none. */
import type { Host } from './host.js';
import { detectHost } from './process-host.js';

/** @internal What makes it: a tool that runs other people's programs may put a host of its own there. */
export const defaultHost: { make: () => Host } = { make: detectHost };
