/** The colours of the picture, as the theme has them now. */
import type { TaskState } from '../model/loop-now.js';

/** Colours and fonts for the canvas. */
export interface Palette {
  readonly states: Readonly<Record<TaskState, string>>;
  readonly text: string;
  readonly faint: string;
  readonly background: string;
  readonly hairline: string;
  readonly hovered: string;
  readonly selected: string;
  readonly cursor: string;
  readonly font: string;
}

/** Reads the variables that `frame.css` makes of the theme's. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const variable = (name: string): string => style.getPropertyValue(`--lp-${name}`).trim();
  return {
    states: {
      running: variable('running'),
      ready: variable('ready'),
      waiting: variable('waiting'),
      finished: variable('finished'),
      cancelled: variable('cancelled'),
      failed: variable('failed'),
    },
    text: variable('text'),
    faint: variable('faint'),
    background: variable('background'),
    hairline: variable('hairline'),
    hovered: variable('hovered'),
    selected: variable('selected'),
    cursor: variable('cursor'),
    font: style.fontFamily,
  };
}
