/** The time line: rows, lanes, marks, axis and cursor, from the back to the front. */
import { placeOf } from '../model/time-line.js';
import { drawAxis } from './draw-axis.js';
import { drawCallbacks } from './draw-callbacks.js';
import { drawFolded } from './draw-folded.js';
import { drawMarks, drawSpawns } from './draw-marks.js';
import { drawLane } from './draw-states.js';
import { middleOf, type Scene } from './scene.js';

/** How much of what has not happened yet is covered. */
const VEIL = 0.66;

/** Draws what has happened, and will: all but the position. The canvas is `ratio` times as large as it looks. */
export function drawTrace(context: CanvasRenderingContext2D, scene: Scene, ratio: number): void {
  const { width, height, measures, palette } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  drawAxis(context, scene);
  context.save();
  context.beginPath();
  context.rect(0, measures.head, width, height - measures.head);
  context.clip();
  drawGrounds(context, scene);
  drawSpawns(context, scene);
  drawLanes(context, scene);
  drawFolded(context, scene);
  drawMarks(context, scene);
  context.restore();
  drawCallbacks(context, scene);
  context.fillStyle = palette.hairline;
  context.fillRect(0, measures.head - 1, width, 1);
}

function drawGrounds(context: CanvasRenderingContext2D, scene: Scene): void {
  const [first, end] = rowsInSight(scene);
  for (let row = first; row < end; row++) drawGround(context, scene, row);
}

function drawLanes(context: CanvasRenderingContext2D, scene: Scene): void {
  const [first, end] = rowsInSight(scene);
  for (let row = first; row < end; row++) {
    const lane = scene.record.lanes.lane(scene.rows[row]!.task);
    if (lane !== undefined) drawLane(context, scene, lane, middleOf(scene, row));
  }
}

/** The first, and the one behind the last. */
function rowsInSight({ rows, measures, scrolled, height }: Scene): readonly [first: number, end: number] {
  const first = Math.max(0, Math.floor(scrolled / measures.row));
  return [first, Math.min(rows.length, Math.ceil((scrolled + height - measures.head) / measures.row))];
}

function drawGround(context: CanvasRenderingContext2D, scene: Scene, row: number): void {
  const { rows, palette, measures, width, hovered, selected } = scene;
  const { task } = rows[row]!;
  const top = middleOf(scene, row) - measures.row / 2;
  if (task === selected || task === hovered) {
    context.fillStyle = task === selected ? palette.selected : palette.hovered;
    context.fillRect(0, top, width, measures.row);
  }
  context.fillStyle = palette.hairline;
  context.globalAlpha = 0.5;
  context.fillRect(0, top + measures.row - 1, width, 1);
  context.globalAlpha = 1;
}

/** Draws the position. What is right of it has not happened yet: it is veiled. */
export function drawCursor(context: CanvasRenderingContext2D, scene: Scene): void {
  const { position, record, width, height, measures, palette, isLive } = scene;
  const x = Math.round(scene.scale(placeOf(scene.line, position)));
  if (position < record.length) {
    context.globalAlpha = VEIL;
    context.fillStyle = palette.background;
    context.fillRect(x + 1, measures.axis, width - x, height);
    context.globalAlpha = 1;
  }
  if (isLive && position >= record.length) return;
  context.fillStyle = palette.cursor;
  context.fillRect(x - 0.5, 4, 1.5, height);
  context.beginPath();
  context.moveTo(x - 5, 0);
  context.lineTo(x + 5.5, 0);
  context.lineTo(x + 0.25, 7);
  context.fill();
}
