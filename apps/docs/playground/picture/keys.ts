/** Which key moves the reader how, anywhere in the picture. */
import type { Move } from './use-reader.js';

const MOVES: Readonly<Record<string, Move>> = {
  ' ': 'play',
  ArrowRight: 'forward',
  ArrowLeft: 'back',
  Home: 'toBegin',
  End: 'toEnd',
};

const SHIFTED: Readonly<Record<string, Move>> = { ArrowRight: 'forwardOne', ArrowLeft: 'backOne' };

/** The move that a key asks for; `undefined` if it has another meaning where it was pressed. */
export function moveOf(event: KeyboardEvent): Move | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target as Element;
  if (target.closest('select') !== null) return undefined;
  if (event.key === ' ' && target.closest('button') !== null) return undefined; // it presses the button
  return event.shiftKey ? SHIFTED[event.key] : MOVES[event.key];
}
