/**
 * Which part of the time line is in sight. Left alone it shows the whole trace at its end, and elsewhere as much around
 * the cursor as can be read; from the first zoom or drag on it shows what the reader has chosen, and moves only if the cursor leaves it.
 */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { select, type Selection } from 'd3-selection';
import { type D3ZoomEvent, zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from 'd3-zoom';

import type { TimeLine } from '../model/time-line.js';

/** A step on the axis of steps is at least this wide, unless the reader zooms out; and at most. */
const NARROWEST = 11;
const WIDEST = 160;

/** And no wider than this before there is more than fits: a program that begins fills the line from the left. */
const WIDEST_AT_FIRST = 44;

/** Free pixels behind the end: for the cursor, and for how the last task ended. */
const ROOM = 24;

/** Nearer to the right edge than this, in pixels, a place is not in sight. */
const EDGE = 8;

/** Where a place is put that was out of sight, as a part of the width: there is room in the direction that it went. */
const BEHIND = 0.25;
const AHEAD = 0.85;

/** What there is to be seen, and the room for it. */
export interface Extent {
  /** Of the canvas, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly line: TimeLine;
  /** How many columns the trace has: on the axis of time, too, they say how far one may zoom in. */
  readonly steps: number;
  /** Is all of it to be in sight, however narrow its steps are? */
  readonly isWhole: boolean;
}

/** Gestures on a canvas become a scale. */
export class Viewport {
  readonly #canvas: Selection<HTMLCanvasElement, unknown, null, undefined>;
  readonly #zoom: ZoomBehavior<HTMLCanvasElement, unknown>;
  readonly #changed: () => void;
  #transform: ZoomTransform = zoomIdentity;
  #width = 1;
  #end = 1;
  #steps = 1;
  #isChosen = false;

  /** @param changed - is called when something else is in sight */
  constructor(canvas: HTMLCanvasElement, changed: () => void) {
    this.#changed = changed;
    this.#canvas = select(canvas);
    this.#zoom = zoom<HTMLCanvasElement, unknown>()
      // A wheel without a key scrolls the page or the lanes.
      .filter((event: MouseEvent | TouchEvent) => {
        if (event.type === 'wheel') return event.ctrlKey || event.metaKey;
        return !('button' in event) || event.button === 0;
      })
      .constrain((transform) => this.#kept(transform))
      .clickDistance(4)
      .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.#transform = event.transform;
        if (event.sourceEvent) this.#isChosen = true;
        this.#changed();
      });
    this.#canvas.call(this.#zoom).on('dblclick.zoom', null);
  }

  /** From places to pixels. */
  scale(): ScaleLinear<number, number> {
    return this.#transform.rescaleX(scaleLinear([0, this.#end], [0, this.#full]));
  }

  /** The axis is another one, or longer; or the canvas has another size. */
  resize({ width, height, line, steps, isWhole }: Extent): void {
    const isSteps = line.kind === 'step';
    const unitBefore = this.#unit;
    this.#width = Math.max(1, width);
    this.#end = isSteps ? Math.max(line.end, this.#full / WIDEST_AT_FIRST) : line.end;
    this.#steps = isSteps ? this.#end : steps;
    this.#zoom
      .extent([
        [0, 0],
        [this.#width, height],
      ])
      .scaleExtent([1, this.#largest()]);
    const scale = this.#isChosen
      ? this.#transform.k * (unitBefore / this.#unit) // a place stays as wide as the reader has made it
      : isSteps && !isWhole
        ? this.#readable()
        : 1;
    const possible = Math.min(this.#largest(), Math.max(1, scale));
    this.#set(zoomIdentity.translate(this.#transform.x, 0).scale(possible));
  }

  /** Pixels that the whole trace takes if it is all in sight. */
  get #full(): number {
    return Math.max(1, this.#width - ROOM);
  }

  /** Pixels of a column or a second, then. */
  get #unit(): number {
    return this.#full / this.#end;
  }

  #largest(): number {
    return Math.max(1, (WIDEST * this.#steps) / this.#full);
  }

  #readable(): number {
    return Math.max(1, (NARROWEST * this.#steps) / this.#full);
  }

  /** Has the place in sight, with some room around it. */
  show(place: number): void {
    const x = this.scale()(place);
    if (x >= 0 && x <= this.#width - EDGE) return;
    const wanted = this.#width * (x < 0 ? BEHIND : AHEAD);
    this.#set(zoomIdentity.translate(this.#transform.x + wanted - x, 0).scale(this.#transform.k));
  }

  zoomBy(factor: number): void {
    this.#isChosen = true;
    this.#zoom.scaleBy(this.#canvas, factor);
  }

  /** By pixels, to the right. */
  panBy(pixels: number): void {
    this.#isChosen = true;
    this.#set(this.#transform.translate(-pixels / this.#transform.k, 0));
  }

  /** The whole trace. */
  fit(): void {
    this.#isChosen = true;
    this.#set(zoomIdentity);
  }

  /** What it would show if nobody had touched it. */
  reset(): void {
    this.#isChosen = false;
  }

  /** Keeps the trace's begin and end at the borders, or beyond. */
  #kept({ k, x }: ZoomTransform): ZoomTransform {
    const leftmost = Math.min(0, this.#full * (1 - k));
    return zoomIdentity.translate(Math.min(0, Math.max(leftmost, x)), 0).scale(k);
  }

  #set(transform: ZoomTransform): void {
    const next = this.#kept(transform);
    if (next.k === this.#transform.k && next.x === this.#transform.x) return;
    this.#zoom.transform(this.#canvas, next);
  }
}
