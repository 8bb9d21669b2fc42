/** Any position of a growing trace at once: from the last keyframe before it, a few hundred events are followed again. */
import type { LoopNow } from './loop-now.js';
import { Replay, type StateListener } from './replay.js';
import { lastUpTo } from './search.js';
import type { Trace } from './trace.js';

/** Events between two keyframes; more where there are many tasks, so that copying them costs no more than following. */
const INTERVAL = 1000;

/** The loop at every position of a trace. */
export class History {
  readonly #trace: Trace;
  /** At the end of the trace. */
  readonly #end: Replay;
  readonly #keyframes: Replay[] = [new Replay()];
  readonly #keyframePositions = [0];
  /** Where the reader looks, which is near where he looked before. */
  #cursor = new Replay();

  constructor(trace: Trace, listener?: StateListener) {
    this.#trace = trace;
    this.#end = new Replay(listener);
  }

  /** How many events are known to it. */
  get length(): number {
    return this.#end.position;
  }

  /** Takes in the events that the trace has grown by, or those before `end`. */
  extend(end = this.#trace.length): void {
    while (this.#end.position < end) {
      this.#end.apply(this.#trace[this.#end.position]!);
      const interval = Math.max(INTERVAL, this.#end.taskCount);
      if (this.#end.position - this.#keyframes.at(-1)!.position >= interval) {
        this.#keyframes.push(this.#end.copy());
        this.#keyframePositions.push(this.#end.position);
      }
    }
  }

  /** The loop after the first `position` events. */
  stateAt(position: number): LoopNow {
    const wanted = Math.max(0, Math.min(position, this.length));
    if (wanted === this.length) return this.#end.now();
    const keyframe = this.#keyframes[lastUpTo(this.#keyframePositions, wanted)]!;
    if (this.#cursor.position > wanted || this.#cursor.position < keyframe.position) {
      this.#cursor = keyframe.copy();
    }
    while (this.#cursor.position < wanted) this.#cursor.apply(this.#trace[this.#cursor.position]!);
    return this.#cursor.now();
  }
}
