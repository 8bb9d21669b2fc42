/** A canvas that is as large as the room it has, sharp on its screen, in the theme's colours, drawn at most once a frame. */
import { onBeforeUnmount, onMounted, ref, type Ref, shallowRef, type ShallowRef } from 'vue';

import { type Palette, readPalette } from './palette.js';

/** What a drawing needs to know of the canvas. */
export interface Surface {
  readonly width: Ref<number>;
  readonly height: Ref<number>;
  readonly palette: ShallowRef<Palette | undefined>;
  /** Draws in the next frame. */
  redraw(): void;
}

/** @param draw - draws all of it; the canvas is `ratio` times as large as it looks */
export function useSurface(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  draw: (context: CanvasRenderingContext2D, ratio: number) => void,
): Surface {
  const width = ref(0);
  const height = ref(0);
  const palette = shallowRef<Palette>();
  const redraw = useDrawing(canvas, draw, width, height);

  const measure = (): void => {
    const element = canvas.value;
    if (element === null) return;
    width.value = element.clientWidth;
    height.value = element.clientHeight;
    redraw();
  };
  const repaint = (): void => {
    if (canvas.value !== null) palette.value = readPalette(canvas.value);
    redraw();
  };
  useObservers(canvas, measure, repaint);
  return { width, height, palette, redraw };
}

function useDrawing(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  draw: (context: CanvasRenderingContext2D, ratio: number) => void,
  width: Ref<number>,
  height: Ref<number>,
): () => void {
  let frame = 0;
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
  });
  const drawNow = (): void => {
    frame = 0;
    const context = canvas.value?.getContext('2d', { alpha: false });
    if (!context || width.value === 0) return;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width.value * ratio), Math.round(height.value * ratio)];
    // Setting a size clears the canvas, even if it is the same.
    if (context.canvas.width !== wide) context.canvas.width = wide;
    if (context.canvas.height !== high) context.canvas.height = high;
    draw(context, ratio);
  };
  return () => {
    if (frame === 0) frame = requestAnimationFrame(drawNow);
  };
}

/** `measure` when the size is another, `repaint` when the theme is. */
function useObservers(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  measure: () => void,
  repaint: () => void,
): void {
  let stop = (): void => undefined;
  onMounted(() => {
    const sizes = new ResizeObserver(measure);
    sizes.observe(canvas.value!); // it is in the template
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
    stop = () => {
      sizes.disconnect();
      themes.disconnect();
    };
    repaint();
    measure();
  });
  onBeforeUnmount(() => {
    stop();
  });
}
