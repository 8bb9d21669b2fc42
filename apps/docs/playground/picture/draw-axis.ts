/** What stands above the lanes: the clock, and the callbacks that run. */
import { inSeconds, inSecondsApart } from '../model/seconds.js';
import { indexAtPixel, indexesInSight, pixelOf, type Scene, stepWidth } from './scene.js';

/** Pixels between two labels, at least. */
const GAP = 12;

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
    const left = Math.max(4, Math.min(x + 4, (next ? scale(next.column) : Infinity) - width - GAP));
    const hasRoom = left >= free;
    if (x > 0 && (hasRoom || stepWidth(scene) > NARROWEST_STEP)) drawRule(context, scene, x);
    if (hasRoom) {
      drawLabel(context, scene, label, left);
      free = left + width + GAP;
    }
    number = Math.max(number + 1, columns.jumpUpTo(scale.invert(Math.max(x, 0) + 3)));
  }
}

function drawTicks(context: CanvasRenderingContext2D, scene: Scene): void {
  const ticks = scene.scale.ticks(Math.max(2, scene.width / 90));
  const apart = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  for (const tick of ticks) {
    if (tick < 0) continue;
    const x = scene.scale(tick);
    drawRule(context, scene, x);
    drawLabel(context, scene, inSecondsApart(tick, apart), x + 4);
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

/** Draws the callbacks in sight: hollow, as they are no tasks. */
export function drawCallbacks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { callbacks } = scene.record;
  const { axis, head } = scene.measures;
  const [first, last] = indexesInSight(scene);
  const height = (head - axis) * 0.6;
  const top = axis + (head - axis - height) / 2 - 1;
  context.lineWidth = 1;
  let number = Math.max(0, callbacks.upTo(first));
  for (let run = callbacks.run(number); run && run.begin <= last; run = callbacks.run(number)) {
    const from = Math.round(pixelOf(scene, run.begin));
    const width = Math.max(1, Math.round(pixelOf(scene, run.end)) - from);
    context.strokeStyle = context.fillStyle = scene.palette.faint;
    if (width < 4) context.fillRect(from, top, width, height);
    else context.strokeRect(from + 0.5, top + 0.5, width - 1, height - 1);
    drawCallbackLabel(context, scene, run.label, from, width, top + height / 2);
    number = Math.max(number + 1, callbacks.upTo(indexAtPixel(scene, from + 1.5)));
  }
}

function drawCallbackLabel(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  label: string,
  x: number,
  width: number,
  y: number,
): void {
  if (width < 40) return;
  context.font = `10px ${palette.font}`;
  if (context.measureText(label).width > width - 6) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  context.fillText(label, x + width / 2, y + 0.5);
}
