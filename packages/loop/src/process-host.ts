/**
 * Node, and Bun and Deno through their `process` object. Nothing is imported from `node:`, so that a browser's bundle
 * may hold this file; it is used only where `process` says that it can do what we need.
 */
import { type Host, WebHost } from './host.js';

/** The part of Node's `process` that a loop uses. */
export interface ProcessLike {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  listenerCount(event: string, listener?: () => void): number;
  kill(pid: number, signal: string): unknown;
  readonly pid: number;
}

/** Node counts signal listeners as nothing to stay alive for; a timer this long away does that. */
const KEEP_ALIVE_MS = 0x7fffffff;

/** The loops that have nothing to do, by the order they were made in. */
const stuckLoops = new Map<number, () => void>();

/** What listens for `beforeExit`: one for all hosts of a process. */
const listeners = new WeakMap<ProcessLike, () => void>();

/** Who wants to know of Ctrl-C: one entry per `run()` that is under way. */
const interrupted = new Set<() => void>();

const nothing = (): void => undefined;

/** What listens for SIGINT while `interrupted` has entries. */
let listener = nothing;

/** A host with signals, that knows when nothing is left to come. */
export class ProcessHost extends WebHost implements Host {
  readonly #process: ProcessLike;

  /** @param process - `globalThis.process` */
  constructor(process: ProcessLike) {
    super();
    this.#process = process;
  }

  /** Node emits `beforeExit` when no handle, timer or request is left: then nothing can wake the loop any more. */
  override whenStuck(order: number, stuck: () => void): () => void {
    const listen = listenerOf(this.#process);
    // Asked each time, for a program may have removed all listeners.
    if (this.#process.listenerCount('beforeExit', listen) === 0) this.#process.on('beforeExit', listen);
    stuckLoops.set(order, stuck);
    return () => {
      stuckLoops.delete(order);
    };
  }

  onSignal(signal: string, callback: () => void): () => void {
    this.#process.on(signal, callback); // throws for a signal that cannot be caught
    const alive = setInterval(nothing, KEEP_ALIVE_MS);
    return () => {
      this.#process.off(signal, callback);
      clearInterval(alive);
    };
  }

  /** A program that listens for SIGINT itself keeps its way, as a signal handler of one's own does in CPython. */
  onInterrupt(callback: () => void): () => void {
    const process = this.#process;
    if (interrupted.size === 0) {
      if (process.listenerCount('SIGINT') > 0) return nothing;
      listener = makeInterrupt(process);
      process.on('SIGINT', listener);
    }
    interrupted.add(callback);
    return () => {
      if (interrupted.delete(callback) && interrupted.size === 0) process.off('SIGINT', listener);
    };
  }
}

/** Makes the listener for Ctrl-C, which all runs of the program share. */
function makeInterrupt(process: ProcessLike): () => void {
  let count = 0;
  const interrupt = (): void => {
    // A handler that came later, of the loop or the program: in CPython it would have replaced this one.
    if (process.listenerCount('SIGINT') > 1) return;
    count++;
    if (count === 1) {
      for (const callback of [...interrupted]) callback();
      return;
    }
    process.off('SIGINT', interrupt);
    process.kill(process.pid, 'SIGINT'); // nobody listens now: the system's own way to end a program
  };
  return interrupt;
}

/**
 * Unsubscribes only when Node asks and no loop is stuck: one that waits for promises is stuck a million times, and
 * subscribing for each costs more than all the rest.
 */
function listenerOf(process: ProcessLike): () => void {
  const known = listeners.get(process);
  if (known !== undefined) return known;
  const listen = (): void => {
    if (stuckLoops.size > 0) tellNewest();
    else process.off('beforeExit', listen);
  };
  listeners.set(process, listen);
  return listen;
}

/** Of several stuck loops an older one may wait for a newer one, never the other way round without a cycle. */
function tellNewest(): void {
  const newest = Math.max(...stuckLoops.keys());
  const stuck = stuckLoops.get(newest);
  // Node asks again only if something was alive since, and an older loop may be stuck, too.
  setTimeout(nothing, 0);
  stuck?.();
}

/** The host that this program runs on. */
export function detectHost(): Host {
  const { process } = globalThis as { process?: Partial<ProcessLike> & { versions?: { node?: string } } };
  const isNodeLike =
    process?.versions?.node !== undefined && process.on !== undefined && process.off !== undefined;
  return isNodeLike ? new ProcessHost(process as ProcessLike) : new WebHost();
}
