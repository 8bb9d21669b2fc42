/** What is folded away still shows that it runs: its steps stand in the row of the task above it. */
import { STRIP_AT, STRIP_HEIGHT } from './lane-shape.js';
import { indexesInSight, middleOf, pixelOf, type Scene } from './scene.js';

/** Steps that are looked at; of more than that, every second, third … */
const MOST_STEPS = 8000;

/** They are fainter than what runs in a row of its own. */
const FAINT = 0.55;

/** Draws the steps in sight of tasks that have no row of their own. */
export function drawFolded(context: CanvasRenderingContext2D, scene: Scene): void {
  if (!scene.rows.some(({ isFolded }) => isFolded)) return;
  const { columns } = scene.record;
  const [first, last] = indexesInSight(scene).map((index) => columns.columnUpTo(index)) as [number, number];
  const stride = Math.max(1, Math.ceil((last - first) / MOST_STEPS));
  const drawn = new Set<string>();
  context.fillStyle = scene.palette.states.running;
  context.globalAlpha = FAINT;
  // A multiple of the stride: the same ones are drawn when the lanes move.
  const begin = Math.max(0, Math.floor(first / stride) * stride);
  for (let number = begin; number <= last; number += stride) drawStep(context, scene, number, drawn);
  context.globalAlpha = 1;
}

/** Along the lower edge of the row, where the lane of the row's own task leaves room; once per pixel. */
function drawStep(context: CanvasRenderingContext2D, scene: Scene, number: number, drawn: Set<string>): void {
  const column = scene.record.columns.column(number);
  if (column?.task === undefined) return;
  const row = scene.rowOf(column.task);
  if (scene.rows[row]?.task === column.task) return;
  const x = Math.round(pixelOf(scene, column.begin));
  const key = `${row} ${x}`;
  if (drawn.has(key)) return;
  drawn.add(key);
  const width = Math.max(1, Math.round(pixelOf(scene, column.end)) - x);
  const { row: height } = scene.measures;
  context.fillRect(x, middleOf(scene, row) + height * STRIP_AT, width, height * STRIP_HEIGHT);
}
