import { EventEmitter } from 'node:events';

import { describe, expect, it, vi } from 'vitest';

import { ProcessHost } from '../src/process-host.js';

/** The part of `process` that a host uses, and what it was asked to kill. */
class FakeProcess extends EventEmitter {
  readonly pid = 42;
  readonly killed: unknown[] = [];

  kill(pid: number, signal: string): void {
    this.killed.push([pid, signal]);
  }
}

function make() {
  const process = new FakeProcess();
  return { process, host: new ProcessHost(process) };
}

describe('a process, when nothing is left that could wake a loop', () => {
  it('tells the loop that was made last, for an older one may wait for it', () => {
    const { process, host } = make();
    const told: string[] = [];
    const forget = [host.whenStuck(7, () => told.push('newer')), host.whenStuck(3, () => told.push('older'))];
    process.emit('beforeExit');
    expect(told).toEqual(['newer']);
    forget[0]!();
    process.emit('beforeExit');
    expect(told).toEqual(['newer', 'older']);
    forget[1]!();
    forget[1]!();
    process.emit('beforeExit');
    expect([told.length, process.listenerCount('beforeExit')]).toEqual([2, 0]);
  });

  it('is told also when the program has removed all listeners meanwhile', () => {
    const { process, host } = make();
    const told: string[] = [];
    host.whenStuck(1, () => told.push('first'))();
    process.removeAllListeners('beforeExit');
    const forget = host.whenStuck(2, () => told.push('second'));
    process.emit('beforeExit');
    expect(told).toEqual(['second']);
    forget();
  });

  it('is asked again: it stays alive for a moment after each telling', () => {
    const { process, host } = make();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const forget = host.whenStuck(1, () => {});
    process.emit('beforeExit');
    expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([0]);
    timers.mockRestore();
    forget();
  });
});

describe('Ctrl-C', () => {
  it('tells every run that is under way, once; the second one ends the program as the system does', () => {
    const { process, host } = make();
    const told: string[] = [];
    const forget = ['a', 'b'].map((name) => host.onInterrupt(() => told.push(name)));
    expect(process.listenerCount('SIGINT')).toBe(1);
    process.emit('SIGINT');
    expect([told, process.killed]).toEqual([['a', 'b'], []]);
    process.emit('SIGINT');
    expect([told, process.killed]).toEqual([['a', 'b'], [[42, 'SIGINT']]]);
    expect(process.listenerCount('SIGINT')).toBe(0); // or the signal would come here again
    for (const each of forget) each();
  });

  it('is nobody’s business once the last run is over, and counts from one again for the next', () => {
    const { process, host } = make();
    let told = 0;
    for (let run = 0; run < 2; run++) {
      const forget = host.onInterrupt(() => told++);
      process.emit('SIGINT');
      forget();
      forget();
      expect(process.listenerCount('SIGINT')).toBe(0);
    }
    expect([told, process.killed]).toEqual([2, []]);
  });

  it('lets runs that end because of it take their callbacks away meanwhile', () => {
    const { process, host } = make();
    const told: string[] = [];
    const forgetA = host.onInterrupt(() => {
      told.push('a');
      forgetA();
      forgetB();
    });
    const forgetB = host.onInterrupt(() => told.push('b'));
    process.emit('SIGINT');
    expect(told).toEqual(['a', 'b']);
  });

  it('stays with a program that listens for it itself', () => {
    const { process, host } = make();
    const own: string[] = [];
    process.on('SIGINT', () => own.push('own'));
    const forget = host.onInterrupt(() => expect.fail('told'));
    process.emit('SIGINT');
    process.emit('SIGINT');
    forget();
    expect([own, process.killed, process.listenerCount('SIGINT')]).toEqual([['own', 'own'], [], 1]);
  });

  it('goes to a handler that was added later, as long as that is there', () => {
    const { process, host } = make();
    const told: string[] = [];
    const forget = host.onInterrupt(() => told.push('run'));
    const remove = host.onSignal('SIGINT', () => told.push('handler'));
    process.emit('SIGINT');
    process.emit('SIGINT');
    remove();
    process.emit('SIGINT');
    forget();
    expect([told, process.killed]).toEqual([['handler', 'handler', 'run'], []]);
  });
});

describe('a signal', () => {
  it('calls its handler until that is taken away, and keeps the process alive so long', () => {
    const { process, host } = make();
    const keptAlive = vi.spyOn(globalThis, 'setInterval');
    const letGo = vi.spyOn(globalThis, 'clearInterval');
    let told = 0;
    const remove = host.onSignal('SIGTERM', () => told++);
    process.emit('SIGTERM');
    process.emit('SIGTERM');
    expect([told, keptAlive.mock.calls.length, letGo.mock.calls.length]).toEqual([2, 1, 0]);
    remove();
    process.emit('SIGTERM');
    expect([told, letGo.mock.calls.length, process.listenerCount('SIGTERM')]).toEqual([2, 1, 0]);
    keptAlive.mockRestore();
    letGo.mockRestore();
  });
});
