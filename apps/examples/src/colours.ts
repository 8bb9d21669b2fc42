/** Colours for terminals that have them: not for files and pipes, and not with NO_COLOR. */

const enabled = process.stdout.isTTY && process.stdout.hasColors(); // knows NO_COLOR and TERM=dumb

export const bold = style(1);
export const dim = style(2);
export const red = style(31);

/** @param code - of "Select Graphic Rendition" */
function style(code: number): (text: string) => string {
  return (text) => (enabled ? `\x1b[${code}m${text}\x1b[0m` : text);
}
