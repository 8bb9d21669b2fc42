import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { EventLoop, NotImplementedError } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { FakeHost } from './fake-host.js';

/** A host whose signals the test sends. */
class SignalHost extends FakeHost {
  readonly listeners = new Map<string, () => void>();

  onSignal(signal: string, callback: () => void): () => void {
    this.listeners.set(signal, callback);
    return () => void this.listeners.delete(signal);
  }
}

function make() {
  const host = new SignalHost();
  return { host, loop: new EventLoop({ host }) };
}

describe('addSignalHandler', () => {
  it('calls the handler as a callback of the loop, once for each signal', () => {
    const { host, loop } = make();
    let told = 0;
    loop.addSignalHandler('SIGUSR1', () => told++);
    host.listeners.get('SIGUSR1')!();
    host.listeners.get('SIGUSR1')!();
    expect(told).toBe(0);
    loop._turn();
    expect(told).toBe(2);
    loop.close();
  });

  it('calls it in the context of whoever added it', () => {
    const { host, loop } = make();
    const variable = new ContextVar('variable', { default: 0 });
    const seen: number[] = [];
    copyContext().run(() => {
      variable.set(1);
      loop.addSignalHandler('SIGUSR1', () => {
        seen.push(variable.get());
        variable.set(variable.get() + 1);
      });
    });
    for (let i = 0; i < 2; i++) {
      host.listeners.get('SIGUSR1')!();
      loop._turn();
    }
    expect([seen, variable.get()]).toEqual([[1, 2], 0]);
    loop.close();
  });

  it('replaces an earlier handler for that signal, and no other', () => {
    const { host, loop } = make();
    const told: string[] = [];
    loop.addSignalHandler('SIGUSR1', () => told.push('first'));
    loop.addSignalHandler('SIGHUP', () => told.push('other'));
    loop.addSignalHandler('SIGUSR1', () => told.push('second'));
    for (const listener of host.listeners.values()) listener();
    loop._turn();
    expect(told.sort()).toEqual(['other', 'second']);
    loop.close();
  });

  it('passes on that a host has no signals', () => {
    const { host, loop } = make();
    host.onSignal = () => {
      throw new NotImplementedError('none here');
    };
    expect(() => {
      loop.addSignalHandler('SIGTERM', () => {});
    }).toThrow(NotImplementedError);
    loop.close();
  });
});
