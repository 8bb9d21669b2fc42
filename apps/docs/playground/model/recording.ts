/** A growing trace with everything that is drawn from it. */
import { Beats } from './beats.js';
import { CallbackRuns } from './callback-runs.js';
import { Columns } from './columns.js';
import { History } from './history.js';
import { Lanes } from './lanes.js';
import type { LoopNow } from './loop-now.js';
import { Marks } from './marks.js';
import { isOfRun, titleOf } from './naming.js';
import { TaskTree } from './task-tree.js';
import { type AxisKind, stepLine, type TimeLine, timeLine } from './time-line.js';
import type { Trace, TraceEvent } from './trace.js';
import { type Names, narrate } from './words.js';

/** Knows one trace; is told when it has grown. */
export class Recording {
  readonly trace: Trace;
  readonly columns: Columns = new Columns();
  readonly beats: Beats = new Beats();
  readonly lanes: Lanes = new Lanes();
  readonly marks: Marks = new Marks();
  readonly callbacks: CallbackRuns = new CallbackRuns();
  readonly tree: TaskTree = new TaskTree();
  readonly #history: History;
  #isRealTime = false;

  /** @param trace - an array that only grows */
  constructor(trace: Trace) {
    this.trace = trace;
    this.#history = new History(trace, (task, state, index) => {
      this.lanes.enter(task, state, index);
    });
    this.extend();
  }

  /** How many events it knows. */
  get length(): number {
    return this.#history.length;
  }

  /** Takes in the events that the trace has grown by. */
  extend(): void {
    for (let index = this.length; index < this.trace.length; index++) {
      const event = this.trace[index]!;
      this.columns.push(event);
      this.beats.push(event);
      this.callbacks.push(event, index);
      this.lanes.push(event);
      this.marks.push(event, index);
      if (event.type === 'taskCreated')
        this.tree.add(event.task, titleOf(event), event.parent, isOfRun(event));
      this.#isRealTime ||= hasTakenTime(event, this.trace[index - 1]);
      this.#history.extend(index + 1); // last: what a lane is labelled with is known by now
    }
  }

  /** The loop after the first `position` events. */
  stateAt(position: number): LoopNow {
    return this.#history.stateAt(position);
  }

  /** What the loop did, so that it came from one position to the other. */
  words(from: number, to: number): string {
    const names: Names = {
      task: (task) => this.tree.name(task),
      callback: (callback) => this.callbacks.about(callback),
      timer: (timer) => this.callbacks.timer(timer),
    };
    return narrate(this.trace, from, to, names, this.#isRealTime);
  }

  line(kind: AxisKind): TimeLine {
    return kind === 'step' ? stepLine(this.columns) : timeLine(this.trace);
  }
}

/** In virtual time no step takes any. */
function hasTakenTime({ type, time }: TraceEvent, before: TraceEvent | undefined): boolean {
  return (type === 'stepEnded' || type === 'callbackEnded') && before !== undefined && time > before.time;
}
