/** What a pointer means, by where it is on the time line. */
import type { Id } from '../model/trace.js';
import { indexAtPixel, type Scene } from './scene.js';

/** The task whose lane is at `y`. */
export function taskAt({ rows, measures, scrolled }: Scene, y: number): Id | undefined {
  if (y < measures.head) return undefined;
  return rows[Math.floor((y - measures.head + scrolled) / measures.row)]?.task;
}

/** The position that a click on the axis leads to. */
export function positionAt(scene: Scene, x: number, y: number): number | undefined {
  return y < scene.measures.head ? indexAtPixel(scene, x) + 1 : undefined;
}

/** How far a wheel or a touch pad moves the lanes sideways; 0 if it means to scroll or to zoom. */
export function sidewaysOf({ ctrlKey, metaKey, shiftKey, deltaX, deltaY }: WheelEvent): number {
  if (ctrlKey || metaKey) return 0;
  if (shiftKey && deltaX === 0) return deltaY;
  return Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : 0;
}
