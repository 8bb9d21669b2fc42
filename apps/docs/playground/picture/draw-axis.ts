/** The clock above the lanes. */
import { inSeconds, inSecondsApart } from '../model/seconds.js';
import { type Scene, stepWidth } from './scene.js';

/** Pixels between two labels, at least. */
const GAP = 12;

/** From a line to its label. */
const INDENT = 4;

/** From one tick of the axis of time to the next, about. */
const TICK_WIDTH = 90;

/** Of jumps that are closer than this only the last is looked at. */
const NEXT_JUMP = 3;

/** Where steps are narrower, only a jump with a label has a line: else they would be a grey area. */
const NARROWEST_STEP = 6;

/** Draws the labels of the clock, and a line down from each. */
export function drawAxis(context: CanvasRenderingContext2D, scene: Scene): void {
  context.font = `11px ${scene.palette.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  if (scene.line.kind === 'step') drawJumps(context, scene);
  else drawTicks(context, scene);
}

/** Between two jumps of the clock all happens at the same time. */
function drawJumps(context: CanvasRenderingContext2D, scene: Scene): void {
  const { columns } = scene.record;
  const { scale } = scene;
  let free = -Infinity;
  let number = Math.max(0, columns.jumpUpTo(scale.invert(0)));
  for (let jump = columns.jump(number); jump !== undefined; jump = columns.jump(number)) {
    const x = scale(jump.column);
    if (x > scene.width) return;
    // The first one stays in sight for as long as it holds.
    const next = columns.jump(number + 1);
    const label = inSeconds(jump.time);
    const width = context.measureText(label).width;
    const left = Math.max(INDENT, Math.min(x + INDENT, (next ? scale(next.column) : Infinity) - width - GAP));
    const hasRoom = left >= free;
    if (x > 0 && (hasRoom || stepWidth(scene) > NARROWEST_STEP)) drawRule(context, scene, x);
    if (hasRoom) {
      drawLabel(context, scene, label, left);
      free = left + width + GAP;
    }
    number = Math.max(number + 1, columns.jumpUpTo(scale.invert(Math.max(x, 0) + NEXT_JUMP)));
  }
}

function drawTicks(context: CanvasRenderingContext2D, scene: Scene): void {
  const ticks = scene.scale.ticks(Math.max(2, scene.width / TICK_WIDTH));
  const apart = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  for (const tick of ticks) {
    if (tick < 0) continue;
    const x = scene.scale(tick);
    drawRule(context, scene, x);
    drawLabel(context, scene, inSecondsApart(tick, apart), x + INDENT);
  }
}

function drawRule(context: CanvasRenderingContext2D, { palette, height }: Scene, x: number): void {
  context.fillStyle = palette.hairline;
  context.fillRect(Math.round(x), 0, 1, height);
}

function drawLabel(context: CanvasRenderingContext2D, scene: Scene, label: string, x: number): void {
  context.fillStyle = scene.palette.text;
  context.fillText(label, x, scene.measures.axis / 2 + 1);
}
