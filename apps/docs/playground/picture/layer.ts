/** What does not depend on the position is kept as an image: a step only moves the cursor over it. */
import type { Scene } from './scene.js';

/** An image of the trace, as it was last drawn. */
export class Layer {
  #canvas: HTMLCanvasElement | undefined;
  #drawnFor: readonly unknown[] = [];

  /** Draws the image; `drawTrace` makes it anew if something else is in sight. */
  paint(
    context: CanvasRenderingContext2D,
    scene: Scene,
    ratio: number,
    drawTrace: (context: CanvasRenderingContext2D, scene: Scene, ratio: number) => void,
  ): void {
    const { width, height } = context.canvas;
    this.#canvas ??= document.createElement('canvas');
    const own = this.#canvas.getContext('2d', { alpha: false });
    if (own === null) return; // no memory for it
    const wanted = [width, height, ratio, ...whatShows(scene)];
    if (wanted.some((value, index) => value !== this.#drawnFor[index])) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      drawTrace(own, scene, ratio);
      this.#drawnFor = wanted;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#canvas, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}

/** All that the image depends on. */
function whatShows({
  record,
  line,
  scale,
  rows,
  scrolled,
  measures,
  hovered,
  selected,
  palette,
}: Scene): unknown[] {
  const [from, to] = scale.domain();
  return [record, record.length, line.kind, from, to, rows, scrolled, measures, hovered, selected, palette];
}
