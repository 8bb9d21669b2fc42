/** Charts of cost against size: an SVG for each case whose cost grows with something. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { Case } from './case.js';
import type { Report } from './report.js';
import { type Result, show } from './runner.js';

interface Point {
  readonly subject: string;
  readonly size: number;
  readonly cost: number;
  /** The params but for the axis: a panel each. */
  readonly panel: string;
}

/**
 * Draws the charts of a report.
 *
 * @returns the files that were written
 */
export async function drawCharts(report: Report, cases: readonly Case[], folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const definition of cases) {
    const points = pointsOf(report, definition);
    if (new Set(points.map(({ size }) => size)).size < 2) continue; // a line needs two
    const path = join(folder, `${definition.name}.svg`);
    writeFileSync(path, `${await draw(definition, points)}\n`);
    files.push(path);
  }
  return files;
}

function pointsOf({ results }: Report, { name, axis }: Case): Point[] {
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
        y: { field: 'cost', type: 'quantitative', scale: { type: 'log' }, title: `${unit} per operation` },
        color: { field: 'subject', type: 'nominal', title: null },
      },
    },
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
