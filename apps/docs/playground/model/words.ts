/** What the loop does, in one line: for somebody who steps through a trace, with eyes or with ears. */
import type { CallbackInfo } from './callback-runs.js';
import { inSeconds } from './seconds.js';
import type { Id, Trace, TraceEvent, Waiting } from './trace.js';

/** Clauses in a line; what is more is counted. */
const MOST = 4;

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, { readonly type: Type }>;

/** Who is named by a number. */
export interface Names {
  task(task: Id): string;
  /** What a callback is, and whose sleep is over with it. */
  callback(callback: Id): CallbackInfo;
  /** What its callback will be. */
  timer(timer: Id): CallbackInfo;
}

/** Who does what; without `who` the whole is in `what`. */
interface Clause {
  readonly who?: string;
  readonly what: string;
}

/** What happened between two positions, in words. */
export function narrate(trace: Trace, from: number, to: number, names: Names): string {
  const clauses: Clause[] = [];
  for (let index = from; index < Math.min(to, trace.length); index++) {
    const event = trace[index]!;
    const passed = event.time - (trace[index - 1]?.time ?? 0);
    if (passed > 0) clauses.push({ what: `the clock ${movesBy(passed)} to ${inSeconds(event.time)}` });
    const clause = clauseOf(event, trace[index - 1], names);
    if (clause !== undefined && !isSaid(event, trace, from, index)) clauses.push(clause);
  }
  return clauses.length > 0 ? joined(clauses) : ending(trace[to - 1], names);
}

/** In real time it creeps. */
function movesBy(seconds: number): string {
  return seconds < 0.01 ? 'moves' : 'jumps';
}

/** A timer that has just fired: now its callback begins. */
function isSaid(event: TraceEvent, trace: Trace, from: number, index: number): boolean {
  if (event.type !== 'callbackBegan') return false;
  const recent = trace.slice(from, index);
  return recent.some((other) => other.type === 'timerFired' && other.callback === event.callback);
}

/** Of a turn, a step or a callback in which nothing happened. */
function ending(event: TraceEvent | undefined, names: Names): string {
  if (event?.type === 'turnBegan') return `a turn begins with ${event.ready} ready`;
  if (event?.type === 'stepEnded') return `the step of ${names.task(event.task)} ends`;
  if (event?.type === 'callbackEnded') return `“${names.callback(event.callback).label}” has run`;
  return '';
}

/** Who does several things in a row is named once. */
function joined(clauses: readonly Clause[]): string {
  // The last one says how it ended.
  const left = clauses.length - MOST;
  const shown: readonly Clause[] =
    left <= 0 ? clauses : [...clauses.slice(0, MOST - 1), { what: `${left} more` }, clauses.at(-1)!];
  return shown.reduce((text, { who, what }, index) => {
    if (who !== undefined && who === shown[index - 1]?.who) return `${text}, ${what}`;
    return `${text}${index > 0 ? '; ' : ''}${who === undefined ? '' : `${who} `}${what}`;
  }, '');
}

function clauseOf(event: TraceEvent, before: TraceEvent | undefined, names: Names): Clause | undefined {
  switch (event.type) {
    case 'taskCreated':
      return created(event, names);
    case 'woken':
      return woken(event, before, names);
    case 'stepBegan':
      return { who: names.task(event.task), what: 'runs' };
    case 'suspended':
      return suspended(event, names);
    case 'done':
      return done(event, names);
    case 'cancelRequested':
      return cancelRequested(event, names);
    case 'printed':
      return printed(event, names);
    default:
      return clauseOfCallback(event, names);
  }
}

function clauseOfCallback(event: TraceEvent, names: Names): Clause | undefined {
  switch (event.type) {
    case 'callbackQueued':
      // That a task is done, it says itself.
      return event.label.endsWith(' is done')
        ? undefined
        : { what: `the callback “${event.label}” is queued` };
    case 'callbackBegan':
      return callbackBegan(event, names);
    case 'timerSet':
      if (event.task !== undefined) return undefined; // it says what it waits for
      return { what: `a timer is set for ${inSeconds(event.when)}: ${event.label}` };
    case 'timerFired':
      return { what: `${timerOf(names.callback(event.callback), names)} fires` };
    case 'timerCancelled':
      return { what: `${timerOf(names.timer(event.timer), names)} is cancelled` };
    default:
      return undefined; // a turn, or the end of a step or a callback: what happens in it is said
  }
}

function created({ task, parent }: EventOf<'taskCreated'>, names: Names): Clause {
  if (parent === undefined) return { who: names.task(task), what: 'is made' };
  return { who: names.task(parent), what: `starts ${names.task(task)}` };
}

function woken(
  { task, by }: EventOf<'woken'>,
  before: TraceEvent | undefined,
  names: Names,
): Clause | undefined {
  if (before?.type === 'taskCreated' && before.task === task) return undefined; // that is how all begin
  if (before?.type === 'suspended' && before.task === task) return undefined; // it has said so
  if (by === undefined) return { who: names.task(task), what: 'is ready' };
  return { who: names.task(by), what: `wakes ${names.task(task)}` };
}

function suspended({ task, on }: EventOf<'suspended'>, names: Names): Clause {
  return {
    who: names.task(task),
    what: on === undefined ? 'lets the others run' : `waits for ${waitingFor(on, names)}`,
  };
}

/** A task is called here what it is called everywhere else. */
function waitingFor({ label, task }: Waiting, names: Names): string {
  return task === undefined ? label : `task ${names.task(task)}`;
}

function done({ task, outcome, text }: EventOf<'done'>, names: Names): Clause {
  const who = names.task(task);
  if (outcome === 'cancelled') return { who, what: 'is cancelled' };
  if (outcome === 'failed') return { who, what: `fails: ${text}` };
  return { who, what: text === '' || text === 'undefined' ? 'is done' : `is done: ${text}` };
}

function cancelRequested({ task, by }: EventOf<'cancelRequested'>, names: Names): Clause {
  if (by === undefined) return { who: names.task(task), what: 'is asked to cancel' };
  return { who: names.task(by), what: `asks ${names.task(task)} to cancel` };
}

function callbackBegan({ callback }: { readonly callback: Id }, names: Names): Clause {
  const { label, sleeper } = names.callback(callback);
  if (sleeper === undefined) return { what: `the callback “${label}” runs` };
  return { what: `the ${label} of ${names.task(sleeper)} is over` };
}

function timerOf({ label, sleeper }: CallbackInfo, names: Names): string {
  return sleeper === undefined ? `the timer “${label}”` : `the timer of ${names.task(sleeper)}`;
}

function printed({ stream, text, task }: EventOf<'printed'>, names: Names): Clause {
  return {
    who: task === undefined ? 'the program' : names.task(task),
    what: `${stream === 'error' ? 'reports' : 'prints'} “${shortened(text)}”`,
  };
}

function shortened(text: string): string {
  const line = text.split('\n', 1)[0]!;
  return line.length > 60 || line !== text ? `${line.slice(0, 59)}…` : line;
}
