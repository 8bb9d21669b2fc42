/** The strip between the clock and the lanes: the callbacks that run. */
import { NARROWEST_LABELLED } from './lane-shape.js';
import { indexAtPixel, indexesInSight, pixelOf, type Scene } from './scene.js';

/** How high one is, as a part of the strip's height. */
const BAR = 0.6;

/** Narrower than this, in pixels, one is filled: there is nothing inside of its outline. */
const NARROWEST_HOLLOW = 4;

/** Beside a label, in pixels. */
const MARGIN = 3;

/** Draws the callbacks in sight: hollow, as they are no tasks. */
export function drawCallbacks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { callbacks } = scene.record;
  const { axis, head } = scene.measures;
  const [first, last] = indexesInSight(scene);
  const height = (head - axis) * BAR;
  const top = axis + (head - axis - height) / 2 - 1;
  context.lineWidth = 1;
  let number = Math.max(0, callbacks.upTo(first));
  for (let run = callbacks.run(number); run && run.begin <= last; run = callbacks.run(number)) {
    const from = Math.round(pixelOf(scene, run.begin));
    const width = Math.max(1, Math.round(pixelOf(scene, run.end)) - from);
    context.strokeStyle = context.fillStyle = scene.palette.faint;
    if (width < NARROWEST_HOLLOW) context.fillRect(from, top, width, height);
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
  if (width < NARROWEST_LABELLED) return;
  context.font = `10px ${palette.font}`;
  if (context.measureText(label).width > width - 2 * MARGIN) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  context.fillText(label, x + width / 2, y + 0.5);
}
