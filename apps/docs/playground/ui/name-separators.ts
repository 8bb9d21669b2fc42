/** What `splitpanes` leaves out: the names of its separators, and their values, which screen readers say. */

/** @param root - has panes in it, each with a `data-name` */
export function nameSeparators(root: HTMLElement): void {
  for (const separator of root.querySelectorAll<HTMLElement>('[role="separator"]')) {
    const pane = separator.previousElementSibling as HTMLElement | null;
    const all = separator.parentElement;
    if (pane === null || all === null) continue;
    const isHorizontal = separator.getAttribute('aria-orientation') === 'horizontal';
    const share = isHorizontal ? pane.offsetHeight / all.offsetHeight : pane.offsetWidth / all.offsetWidth;
    separator.setAttribute('aria-label', `Size of the ${pane.dataset['name'] ?? 'pane above'}`);
    separator.setAttribute('aria-valuenow', String(Math.round(100 * share)));
  }
}
