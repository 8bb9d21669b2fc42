/**
 * A trace as tables: one for each turn of the loop, one row for each step, and beside it what the loop looks like after it.
 *
 *     **Turn 2**, at 0 s: `tea`, `main`
 *
 *     | no. | step | ready queue | waiting | timers |
 *     | ---: | --- | --- | --- | --- |
 *     | 2 | **tea** sleeps until 3 s | `main` | `tea`: sleep 3 s | 3 s: alarm of `tea` |
 */
import { hasOwnName } from '../playground/model/naming.js';
import { inSeconds } from '../playground/model/seconds.js';
import type { EventOf, Id, Trace, TraceEvent } from '../playground/model/trace.js';

interface Timer {
  readonly when: number;
  readonly name: string;
}

/** The Markdown of each turn, in their order. */
export function turnsOf(trace: Trace): string[] {
  const loop = new LoopOnPaper();
  for (const event of trace) loop.follow(event);
  return loop.turns.map(
    ({ title, rows }) =>
      `${title}\n\n| no. | step | ready queue | waiting | timers |\n| ---: | --- | --- | --- | --- |\n${rows.join('\n')}`,
  );
}

/** Follows a loop by its events, and writes down each step. */
class LoopOnPaper {
  readonly turns: { readonly title: string; readonly rows: string[] }[] = [];
  readonly #names = new Map<Id, string>();
  readonly #callbacks = new Map<Id, string>();
  readonly #timers = new Map<Id, Timer>();
  readonly #waiting = new Map<Id, string>();
  readonly #ready: string[] = [];
  /** How many of those belong to this turn. */
  #leftOfTurn = 0;
  #steps = 0;
  /** What the step under way has done so far. */
  #deeds: string[] = [];

  follow(event: TraceEvent): void {
    if (event.type === 'done') this.#end(event);
    else this.#deeds.push(...this.#deedsOf(event));
  }

  /** Takes over what has changed, and gives a few words for it. */
  #deedsOf(event: TraceEvent): string[] {
    switch (event.type) {
      case 'turnBegan':
        return this.#beginTurn(event);
      case 'stepBegan':
      case 'callbackBegan':
        return this.#begin();
      case 'stepEnded':
        return this.#write(this.#name(event.task));
      case 'callbackEnded':
        return this.#write(this.#callbacks.get(event.callback)!); // it was queued, or was a timer
      case 'taskCreated':
        return this.#create(event);
      case 'woken':
        return this.#wake(event);
      case 'suspended':
        return this.#suspend(event);
      case 'cancelRequested':
        return [`cancels ${this.#name(event.task)}`];
      case 'callbackQueued':
        return this.#enqueue(event.callback, event.label);
      case 'timerSet':
        return this.#setTimer(event);
      case 'timerFired':
        return this.#fire(event);
      case 'timerCancelled':
        return [`takes ${this.#takeOut(event.timer)} out`];
      case 'printed':
        return [`prints “${event.text}”`];
      case 'done':
        return []; // see above
    }
  }

  #beginTurn({ time, ready }: EventOf<'turnBegan'>): [] {
    this.#leftOfTurn = ready;
    const title = `**Turn ${this.turns.length + 1}**, at ${inSeconds(time)}: ${code(this.#ready)}`;
    this.turns.push({ title, rows: [] });
    return [];
  }

  #begin(): [] {
    this.#ready.shift();
    this.#leftOfTurn--;
    this.#deeds = [];
    return [];
  }

  #write(name: string): [] {
    const timers = [...this.#timers.values()].sort((one, other) => one.when - other.when);
    const cells = [
      String(++this.#steps),
      `**${name}** ${this.#deeds.join('; ') || 'runs'}`,
      this.#queue(),
      [...this.#waiting].map(([task, on]) => `${code([this.#name(task)])}: ${on}`).join(', '),
      timers.map((timer) => `${inSeconds(timer.when)}: ${timer.name}`).join(', '),
    ];
    this.turns.at(-1)!.rows.push(`| ${cells.map((cell) => cell || '–').join(' | ')} |`); // steps are of a turn
    return [];
  }

  /** Those of this turn, a bar, and those of the next one. */
  #queue(): string {
    const [now, next] = [this.#ready.slice(0, this.#leftOfTurn), this.#ready.slice(this.#leftOfTurn)];
    return next.length === 0 ? code(now) : `${code(now)} ┊ ${code(next)}`.trim();
  }

  #create({ task, name, coroutine }: EventOf<'taskCreated'>): string[] {
    const isNamed = hasOwnName(name) || coroutine === '(generator)';
    this.#names.set(task, isNamed ? name : coroutine);
    return [`makes ${this.#name(task)}`];
  }

  #wake({ task, by }: EventOf<'woken'>): string[] {
    const name = this.#name(task);
    this.#ready.push(name);
    const hasWaited = this.#waiting.delete(task);
    const isNew = this.#deeds.includes(`makes ${name}`);
    return hasWaited || (by !== undefined && !isNew) ? [`wakes ${name}`] : [];
  }

  #suspend({ task, on }: EventOf<'suspended'>): string[] {
    if (on === undefined) return ['waits for its next turn'];
    this.#waiting.set(task, on.label);
    const timer = on.timer === undefined ? undefined : this.#timers.get(on.timer);
    return [timer === undefined ? `waits for ${on.label}` : `sleeps until ${inSeconds(timer.when)}`];
  }

  /** What it woke and queued last, it did by ending. */
  #end(event: EventOf<'done'>): void {
    let end = this.#deeds.length;
    while (/^(wakes|queues) /.test(this.#deeds[end - 1] ?? '')) end--;
    this.#deeds.splice(end, 0, endOf(event));
  }

  #enqueue(callback: Id, label: string): string[] {
    this.#callbacks.set(callback, label);
    this.#ready.push(label);
    return [`queues ${label}`];
  }

  #setTimer({ timer, when, label, task }: EventOf<'timerSet'>): string[] {
    const name = task === undefined ? label : `alarm of ${this.#name(task)}`;
    this.#timers.set(timer, { when, name });
    return task === undefined ? [`sets a timer: ${name} at ${inSeconds(when)}`] : []; // its task says that it sleeps
  }

  #fire({ timer, callback }: EventOf<'timerFired'>): [] {
    this.#enqueue(callback, this.#takeOut(timer));
    return [];
  }

  #takeOut(timer: Id): string {
    const { name } = this.#timers.get(timer)!; // of its timerSet
    this.#timers.delete(timer);
    return name;
  }

  #name(task: Id): string {
    return this.#names.get(task)!; // of its taskCreated
  }
}

function endOf({ outcome, text }: EventOf<'done'>): string {
  if (outcome === 'cancelled') return 'ends, cancelled';
  if (outcome === 'failed') return `fails: ${text}`;
  return text === 'undefined' ? 'returns' : `returns ${text}`;
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
