/** What the loop does, in one line: for somebody who steps through a trace, with eyes or with ears. */
import type { CallbackInfo } from './callback-runs.js';
import { titleOfCallback } from './naming.js';
import { inSeconds } from './seconds.js';
import type { EventOf, Id, Trace, TraceEvent, Waiting } from './trace.js';

/** Clauses in a line; what is more is counted. */
const MOST_CLAUSES = 6;

/** In real time the clock creeps, by less than this, in seconds: it does not jump. */
const LEAST_JUMP = 0.01;

/** Characters of a line that was printed. */
const LONGEST_PRINTED = 60;

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
  /** Is it what a reader looks for first, and not to be left out before anything else? */
  readonly isPrinted?: boolean;
}

/** What happened between two positions, in words. In real time the clock moves by itself; in virtual time it jumps. */
export function narrate(trace: Trace, from: number, to: number, names: Names, isRealTime = false): string {
  const end = Math.min(to, trace.length);
  const clauses: Clause[] = [];
  for (let index = from; index < end; index++) {
    const event = trace[index]!;
    const clause = clauseOf(event, trace[index - 1], names);
    if (clause !== undefined && !isSaid(event, trace, from, index)) clauses.push(clause);
  }
  const last = from < end ? trace[end - 1] : undefined;
  if (clauses.length === 0 && last !== undefined) clauses.push(quietClause(last, names));
  return joined([...clockClauses(trace, from, end, isRealTime), ...clauses]);
}

/** Said once, and first: in real time the clock has moved with every event. */
function clockClauses(trace: Trace, from: number, end: number, isRealTime: boolean): Clause[] {
  const before = trace[from - 1]?.time ?? 0;
  const now = trace[end - 1]?.time ?? 0;
  if (now <= before) return [];
  const moves = isRealTime || now - before < LEAST_JUMP;
  return [{ what: `the clock ${moves ? 'moves' : 'jumps'} to ${inSeconds(now)}` }];
}

/** A timer that has just fired, alone: it is its callback that begins now. */
function isSaid(event: TraceEvent, trace: Trace, from: number, index: number): boolean {
  if (event.type !== 'callbackBegan') return false;
  const fired = trace.slice(from, index).filter((other) => other.type === 'timerFired');
  return fired.length === 1 && fired[0]?.callback === event.callback;
}

/** What goes without saying beside anything else. */
function quietClause(event: TraceEvent, names: Names): Clause {
  switch (event.type) {
    case 'turnBegan':
      return { what: `a turn begins with ${event.ready} ready` };
    case 'stepEnded':
      return { what: `the step of ${names.task(event.task)} ends` };
    case 'callbackEnded':
      return { what: `“${names.callback(event.callback).label}” has run` };
    case 'woken':
      return { who: names.task(event.task), what: 'is ready' };
    case 'timerSet':
      return { what: `${timerOf(names.timer(event.timer), names)} is set for ${inSeconds(event.when)}` };
    case 'callbackQueued':
      return { what: `the callback “${titleOfCallback(event.label)}” is queued` };
    default:
      return { what: '' }; // the others are always said
  }
}

/** Who does several things in a row is named once. */
function joined(clauses: readonly Clause[]): string {
  const shown = shortOf(clauses);
  return shown.reduce((text, { who, what }, index) => {
    if (who !== undefined && who === shown[index - 1]?.who) return `${text}, ${what}`;
    return `${text}${index > 0 ? '; ' : ''}${who === undefined ? '' : `${who} `}${what}`;
  }, '');
}

/** As many as are read: the last one, which says how it ended; what was printed; and the first of the others. */
function shortOf(clauses: readonly Clause[]): readonly Clause[] {
  if (clauses.length <= MOST_CLAUSES + 1) return clauses; // “1 more” is no shorter
  const last = clauses.at(-1)!;
  const byWeight = [last, ...clauses.slice(0, -1).sort((a, b) => weightOf(a) - weightOf(b))]; // stable
  const kept = new Set(byWeight.slice(0, MOST_CLAUSES));
  const left = clauses.filter((clause) => !kept.has(clause));
  const gap = clauses.indexOf(left[0]!);
  const before = clauses.slice(0, gap); // all of them kept
  return [...before, countOf(left), ...clauses.slice(gap).filter((clause) => kept.has(clause))];
}

function weightOf({ isPrinted }: Clause): number {
  return isPrinted === true ? 0 : 1;
}

/** Lines that do not fit are at least said to be lines. */
function countOf(left: readonly Clause[]): Clause {
  const lines = left.filter(({ isPrinted }) => isPrinted).length;
  if (lines === 0) return { what: `${left.length} more` };
  return {
    what: lines === left.length ? `${lines} more lines` : `${left.length} more, ${lines} of them printed`,
  };
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
        : { what: `the callback “${titleOfCallback(event.label)}” is queued` };
    case 'callbackBegan':
      return callbackBegan(event, names);
    case 'timerSet':
      if (event.task !== undefined) return undefined; // it says what it waits for
      return { what: `a timer is set for ${inSeconds(event.when)}: ${titleOfCallback(event.label)}` };
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
  if (before?.type === 'suspended' && before.task === task && before.on === undefined) return undefined; // it said so
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
    isPrinted: true,
  };
}

function shortened(text: string): string {
  const line = text.split('\n', 1)[0]!;
  return line.length > LONGEST_PRINTED || line !== text ? `${line.slice(0, LONGEST_PRINTED - 1)}…` : line;
}
