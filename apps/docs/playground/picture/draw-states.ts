/** One lane: each state has a colour, and a form of its own besides. */
import type { Lane } from '../model/lanes.js';
import { isDone, type TaskState } from '../model/loop-now.js';
import { firstAbove, lastUpTo } from '../model/search.js';
import type { Id } from '../model/trace.js';
import { HALF_HEIGHT, NARROWEST_LABELLED } from './lane-shape.js';
import { indexAtPixel, indexesInSight, pixelOf, type Scene } from './scene.js';

/** Narrower than this, states are drawn together. */
const NARROWEST = 1.5;

/** And this wide, then: what begins within it is one thing. */
const TOGETHER = 2;

/** A state is drawn so far beyond the edges of the canvas that its own edges are out of sight. */
const BEYOND = 20;

/** Characters of a result or an error; the card has all of it. */
const LONGEST_RESULT = 40;

/** Draws the states of one task along the line `y`. */
export function drawLane(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, y: number): void {
  const [first, last] = indexesInSight(scene);
  const { starts } = lane;
  let number = Math.max(0, lastUpTo(starts, first));
  while (number < starts.length && starts[number]! <= last) {
    const from = pixelOf(scene, starts[number]!);
    const to = pixelOf(scene, starts[number + 1] ?? scene.record.length);
    if (to - from >= NARROWEST || isLast(lane, number)) {
      drawState(context, scene, lane, number, [from, to], y);
      number++;
    } else number = drawTogether(context, scene, lane, number, y);
  }
}

function isLast({ starts }: Lane, number: number): boolean {
  return number === starts.length - 1;
}

/** Draws what begins within two pixels as one thing; returns the number of the state behind it. */
function drawTogether(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { starts, states }: Lane,
  number: number,
  y: number,
): number {
  const from = Math.floor(pixelOf(scene, starts[number]!));
  const beyond = firstAbove(starts, indexAtPixel(scene, from + TOGETHER));
  const next = Math.max(number + 1, beyond - 1); // the last that begins there may last longer
  const shown = states.slice(number, next).includes('running') ? 'running' : states[number]!;
  const half = HALF_HEIGHT[shown] * scene.measures.row;
  context.fillStyle = scene.palette.states[shown];
  context.fillRect(from, y - half, TOGETHER, 2 * half);
  return next;
}

function drawState(
  context: CanvasRenderingContext2D,
  scene: Scene,
  lane: Lane,
  number: number,
  [from, to]: readonly [number, number],
  y: number,
): void {
  const state = lane.states[number]!;
  const half = HALF_HEIGHT[state] * scene.measures.row;
  const left = Math.max(from, -BEYOND);
  const width = Math.min(to, scene.width + BEYOND) - left;
  context.fillStyle = context.strokeStyle = scene.palette.states[state];
  if (state === 'running') fillRounded(context, left, y - half, Math.max(width, 2), 2 * half);
  else if (state === 'ready') drawHatched(context, scene, left, y - half, Math.max(width, 2), 2 * half);
  else if (state === 'waiting') drawWaiting(context, scene, lane, number, [left, width], y);
  else drawOutcome(context, scene, state, from, y, lane.labels.get(number));
}

function fillRounded(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(2.5, width / 2));
  context.fill();
}

/** Ready: an outline with slanting lines. */
function drawHatched(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.fillStyle = palette.background;
  context.fillRect(x, y, width, height);
  context.lineWidth = 1;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let at = x - height; at < x + width; at += 4) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
  context.restore();
  context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1);
}

/** Waiting: a thin line, with what it waits for written into it where there is room. */
function drawWaiting(
  context: CanvasRenderingContext2D,
  scene: Scene,
  lane: Lane,
  number: number,
  [x, width]: readonly [number, number],
  y: number,
): void {
  context.fillRect(x, y - 0.75, Math.max(1, width), 1.5);
  const label = lane.labels.get(number);
  if (label === undefined || width < NARROWEST_LABELLED) return;
  const left = Math.max(0, x);
  const right = Math.min(scene.width, x + width);
  context.font = `11px ${scene.palette.font}`;
  const needed = context.measureText(label).width + 8;
  if (needed > right - left - 8) return;
  const middle = (left + right) / 2;
  fillGround(context, scene, lane.task, middle - needed / 2, y - 7, needed, 14);
  context.fillStyle = scene.palette.text;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, middle, y + 0.5);
}

/** Room for a text, in the colour of its row. */
function fillGround(
  context: CanvasRenderingContext2D,
  { palette, selected, hovered }: Scene,
  task: Id,
  ...place: readonly [x: number, y: number, width: number, height: number]
): void {
  context.fillStyle = palette.background;
  context.fillRect(...place);
  if (task !== selected && task !== hovered) return;
  context.fillStyle = task === selected ? palette.selected : palette.hovered;
  context.fillRect(...place);
}

/** The end: a sign, and the result or the error where there is room. */
function drawOutcome(
  context: CanvasRenderingContext2D,
  scene: Scene,
  state: TaskState,
  x: number,
  y: number,
  text: string | undefined,
): void {
  const radius = Math.min(6, scene.measures.row * 0.26);
  const center = x + radius + 1;
  context.beginPath();
  if (state === 'failed') context.rect(center - radius, y - radius, 2 * radius, 2 * radius);
  else context.arc(center, y, radius, 0, 2 * Math.PI);
  if (state === 'cancelled') {
    context.fillStyle = scene.palette.background;
    context.fill();
    context.lineWidth = 1.5;
    context.stroke();
  } else context.fill();
  drawSign(context, scene, state, center, y, radius * 0.5);
  if (text !== undefined && isDone(state)) drawResult(context, scene, text, center + radius + 4, y);
}

/** Finished: a tick. Cancelled: a cross. Failed: an exclamation mark. */
function drawSign(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  state: TaskState,
  x: number,
  y: number,
  size: number,
): void {
  context.strokeStyle = state === 'cancelled' ? palette.states.cancelled : palette.background;
  context.lineWidth = 1.5;
  context.beginPath();
  if (state === 'finished') {
    context.moveTo(x - size, y);
    context.lineTo(x - size * 0.25, y + size * 0.8);
    context.lineTo(x + size, y - size * 0.8);
  } else if (state === 'cancelled') {
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x + size, y - size);
    context.lineTo(x - size, y + size);
  } else {
    context.moveTo(x, y - size * 1.2);
    context.lineTo(x, y + size * 0.3);
    context.moveTo(x, y + size * 0.8);
    context.lineTo(x, y + size * 1.3);
  }
  context.stroke();
}

function drawResult(
  context: CanvasRenderingContext2D,
  { palette, width }: Scene,
  text: string,
  x: number,
  y: number,
): void {
  if (text === 'undefined' || x > width - 12) return;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  const shown = text.length > LONGEST_RESULT ? `${text.slice(0, LONGEST_RESULT - 1)}…` : text;
  context.fillText(shown, x, y + 0.5);
}
