/** Charts of cost against size: an SVG for each case whose cost grows with something. */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { Case } from './case.js';
import { type Result, show } from './runner.js';

interface Point {
  readonly subject: string;
  readonly size: number;
  readonly cost: number;
  /** The params but for the axis: a panel each. */
  readonly panel: string;
}

/** The charts, as SVG, by the name of the case. */
export async function drawCharts(
  results: readonly Result[],
  cases: readonly Case[],
): Promise<ReadonlyMap<string, string>> {
  const charts = new Map<string, string>();
  for (const definition of cases) {
    const points = pointsOf(results, definition);
    if (new Set(points.map(({ size }) => size)).size < 2) continue; // a line needs two
    charts.set(definition.name, `${await draw(definition, points)}\n`);
  }
  return charts;
}

function pointsOf(results: readonly Result[], { name, axis }: Case): Point[] {
  if (axis === undefined) return [];
  return results
    .filter((result) => result.name === name)
    .map((result) => ({
      subject: result.subject,
      size: Number(result.params[axis]),
      cost: result.median,
      panel: panelOf(result, axis),
    }));
}

function panelOf({ params }: Result, axis: string): string {
  return show(Object.fromEntries(Object.entries(params).filter(([name]) => name !== axis)));
}

async function draw({ name, axis, unit }: Case, points: readonly Point[]): Promise<string> {
  const spec: TopLevelSpec = {
    title: name,
    background: 'white',
    data: { values: [...points] },
    facet: { field: 'panel', type: 'nominal', title: null },
    columns: 2,
    spec: {
      width: 320,
      height: 220,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: axis ?? null },
        y: {
          field: 'cost',
          type: 'quantitative',
          scale: { type: 'log' },
          title: unit === 'ms' ? 'ms' : `${unit} per operation`,
        },
        color: { field: 'subject', type: 'nominal', title: null },
      },
    },
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
