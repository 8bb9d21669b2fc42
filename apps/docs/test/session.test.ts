import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { TraceEvent } from '../playground/model/trace.js';
import type { Problem } from '../playground/runtime/problem.js';
import type { FromWorker, ToWorker } from '../playground/runtime/protocol.js';
import { Session, type WorkerLike } from '../playground/runtime/session.js';

const program = { code: '', map: '' };

/** A worker that says what the test wants. */
class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly got: ToWorker['type'][] = [];
  isTerminated = false;
  answers = true;

  postMessage({ type }: ToWorker): void {
    this.got.push(type);
    if (type === 'ping' && this.answers) this.say({ type: 'pong' });
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
}

describe('a session', () => {
  let worker: FakeWorker;
  let session: Session;
  let said: string[];
  let events: TraceEvent[];
  let problems: Problem[];

  beforeEach(() => {
    vi.useFakeTimers();
    worker = new FakeWorker();
    said = [];
    events = [];
    problems = [];
    session = new Session(worker, program, 'virtual', {
      events: (some) => events.push(...some),
      status: (status, text) => said.push(`${status}: ${text}`),
      problem: (problem) => problems.push(problem),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins when the worker is ready, and ends with the program', () => {
    expect(worker.got).toEqual([]);
    worker.say({ type: 'ready' });
    worker.say({ type: 'events', events: [{ type: 'turnBegan', time: 0, ready: 1 }] });
    worker.say({ type: 'ended' });
    expect(said).toEqual(['loading: Loading the packages', 'running: Running', 'finished: Finished']);
    expect(worker.got).toEqual(['run']);
    expect(worker.isTerminated).toBe(true);
    expect(events).toHaveLength(1);
  });

  it('says that nothing is left that could wake the program, until something happens', () => {
    worker.say({ type: 'ready' });
    worker.say({ type: 'quiet' });
    expect(said.at(-1)).toMatch(/^running: .*nothing is left on the clock that could wake it/);
    worker.say({ type: 'events', events: [{ type: 'turnBegan', time: 0, ready: 1 }] });
    expect(said.at(-1)).toBe('running: Running');
  });

  it('has failed if an error was left over', () => {
    worker.say({ type: 'ready' });
    worker.say({ type: 'problem', problem: { message: 'Error: x', line: 1, column: 2 } });
    worker.say({ type: 'ended' });
    expect(said.at(-1)).toBe('failed: Ended by an error');
    expect(problems).toEqual([{ message: 'Error: x', line: 1, column: 2 }]);
  });

  it('goes on for as long as the program answers', () => {
    worker.say({ type: 'ready' });
    vi.advanceTimersByTime(60_000);
    expect(worker.isTerminated).toBe(false);
    session.stop();
    expect(said.at(-1)).toBe('stopped: Stopped');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a program that does not answer', () => {
    worker.say({ type: 'ready' });
    worker.answers = false;
    vi.advanceTimersByTime(2900);
    expect(worker.isTerminated).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(worker.isTerminated).toBe(true);
    expect(said.at(-1)).toMatch(/^stopped: Stopped: it did not answer for 3 s\./);
  });

  it('gives the packages all the time they need to load', () => {
    vi.advanceTimersByTime(60_000);
    expect(worker.isTerminated).toBe(false);
  });

  it('asks nothing of a program that waits, and lets it go on', () => {
    worker.say({ type: 'ready' });
    worker.say({ type: 'paused', why: 'long enough' });
    worker.answers = false;
    vi.advanceTimersByTime(60_000);
    expect(said.at(-1)).toBe('paused: long enough');
    worker.answers = true;
    session.resume();
    vi.advanceTimersByTime(60_000);
    expect(worker.got.filter((type) => type !== 'ping')).toEqual(['run', 'resume']);
    expect(said.at(-1)).toBe('running: Running');
  });

  it('says when the worker could not be loaded', () => {
    worker.onerror?.({ message: 'no network' });
    expect(said.at(-1)).toBe("failed: The program's worker failed: no network");
  });

  it('hears nothing more when it is over', () => {
    worker.say({ type: 'ready' });
    session.stop();
    worker.say({ type: 'ready' });
    worker.say({ type: 'events', events: [{ type: 'turnBegan', time: 0, ready: 1 }] });
    worker.say({ type: 'ended' });
    session.stop();
    session.resume();
    expect(events).toEqual([]);
    expect(said.at(-1)).toBe('stopped: Stopped');
    expect(worker.got).toEqual(['run']);
  });

  it('does not begin when it was stopped before the worker is ready', () => {
    session.stop();
    worker.say({ type: 'ready' });
    expect(said.at(-1)).toBe('stopped: Stopped');
    expect(worker.got).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
