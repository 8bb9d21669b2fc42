/** What passes between lanes: who makes whom, who wakes whom, who asks whom to cancel. */
import type { Mark } from '../model/marks.js';
import { firstAbove } from '../model/search.js';
import { HALF_HEIGHT, STRIP_AT } from './lane-shape.js';
import { indexesInSight, middleOf, pixelOf, type Scene, stepWidth } from './scene.js';

/** Those of other tasks than the one that is looked at are this faint. */
const FAINT = 0.35;

/** Where steps are narrower than this, only the marks of the task that is looked at are drawn: else they cover all. */
const NARROWEST_STEP = 7;

/** Lines of spawning are long, and behind all else. */
const SPAWN = 0.45;

/** Draws the lines in sight from who makes a task to it: behind the lanes, as they cross those of others. */
export function drawSpawns(context: CanvasRenderingContext2D, scene: Scene): void {
  drawAll(context, scene, (kind) => kind === 'spawn');
}

/** Draws the other marks in sight. */
export function drawMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  drawAll(context, scene, (kind) => kind !== 'spawn');
}

function drawAll(
  context: CanvasRenderingContext2D,
  scene: Scene,
  isMeant: (kind: Mark['kind']) => boolean,
): void {
  const { all: marks, indexes } = scene.record.marks;
  const [first, last] = indexesInSight(scene);
  const isWide = stepWidth(scene) >= NARROWEST_STEP;
  const drawn: Drawn = new Map();
  for (let number = firstAbove(indexes, first - 1); number < marks.length; number++) {
    const mark = marks[number]!;
    if (mark.index > last) break;
    if (!isMeant(mark.kind)) continue;
    if (isWide || mark.kind === 'spawn' || concerns(mark, scene)) drawMark(context, scene, mark, drawn);
  }
}

function concerns({ from, to }: Mark, { hovered, selected }: Scene): boolean {
  return [hovered, selected].some((task) => task !== undefined && (task === from || task === to));
}

/** The row that was reached from a lane at a pixel, by a mark of that kind. */
type Drawn = Map<string, number>;

/** Draws it unless it is out of sight; at the same pixel as another one, only what is beyond that. */
function drawMark(context: CanvasRenderingContext2D, scene: Scene, mark: Mark, drawn: Drawn): void {
  const to = scene.rowOf(mark.to);
  const from = mark.from === undefined ? undefined : scene.rowOf(mark.from);
  if (from === to || !isInSight(scene, from ?? to, to)) return;
  const x = Math.round(pixelOf(scene, mark.index)) + 0.5;
  const isDown = from === undefined || to > from;
  const key = `${mark.kind} ${x} ${from} ${isDown}`;
  const reached = drawn.get(key);
  if (reached !== undefined && (isDown ? to <= reached : to >= reached)) return;
  drawn.set(key, to);
  context.globalAlpha = strengthOf(mark, scene);
  context.strokeStyle = context.fillStyle = colourOf(mark, scene);
  if (from === undefined) drawSign(context, mark, x, middleOf(scene, to) - scene.measures.row * STRIP_AT, 1);
  else drawLine(context, scene, mark, x, [reached ?? from, to]);
  context.globalAlpha = 1;
}

function strengthOf(mark: Mark, scene: Scene): number {
  if (concerns(mark, scene)) return 1;
  return isAnyLookedAt(scene) ? FAINT : mark.kind === 'spawn' ? SPAWN : 1;
}

function isAnyLookedAt({ hovered, selected }: Scene): boolean {
  return hovered !== undefined || selected !== undefined;
}

function isInSight(scene: Scene, from: number, to: number): boolean {
  const top = middleOf(scene, Math.min(from, to));
  const bottom = middleOf(scene, Math.max(from, to));
  return bottom > scene.measures.head && top < scene.height;
}

function colourOf({ kind }: Mark, { palette }: Scene): string {
  if (kind === 'spawn') return palette.faint;
  return kind === 'wake' ? palette.states.ready : palette.states.cancelled;
}

function drawLine(
  context: CanvasRenderingContext2D,
  scene: Scene,
  mark: Mark,
  x: number,
  [from, to]: readonly [row: number, row: number],
): void {
  const down = to > from ? 1 : -1;
  const { row: height } = scene.measures;
  // From the edge of the one that runs to that of the one that is made, and so ready, or to the strip before it.
  const start = middleOf(scene, from) + down * height * HALF_HEIGHT.running;
  const end = middleOf(scene, to) - down * height * (mark.kind === 'spawn' ? HALF_HEIGHT.ready : STRIP_AT);
  context.lineWidth = 1;
  context.setLineDash(DASHES[mark.kind]);
  context.beginPath();
  context.moveTo(x, start);
  context.lineTo(x, end);
  context.stroke();
  context.setLineDash([]);
  drawSign(context, mark, x, end, down);
}

const DASHES: Readonly<Record<Mark['kind'], number[]>> = { spawn: [], wake: [3, 2], cancel: [1.5, 2] };

/** At its end: a dot for a task that is made, an arrow for one that is woken, a cross for one that is to cancel. */
function drawSign(
  context: CanvasRenderingContext2D,
  { kind }: Mark,
  x: number,
  y: number,
  down: number,
): void {
  context.beginPath();
  if (kind === 'spawn') {
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fill();
  } else if (kind === 'wake') {
    context.moveTo(x - 3.5, y - down * 4);
    context.lineTo(x + 3.5, y - down * 4);
    context.lineTo(x, y + down);
    context.fill();
  } else {
    context.lineWidth = 1.75;
    context.moveTo(x - 3, y - 4);
    context.lineTo(x + 3, y + 2);
    context.moveTo(x + 3, y - 4);
    context.lineTo(x - 3, y + 2);
    context.stroke();
  }
}
