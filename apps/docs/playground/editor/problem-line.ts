/** The line at which the program failed, marked until it is edited. */
import { type Extension, type Range, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks a line (from 1), or none. */
export const markLine = StateEffect.define<number | undefined>();

const mark = Decoration.line({ class: 'cm-problem' });

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, { docChanged, effects, newDoc }) {
    let now = docChanged ? Decoration.none : decorations;
    for (const effect of effects) if (effect.is(markLine)) now = decorationsFor(effect.value, newDoc);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorationsFor(line: number | undefined, doc: Text): DecorationSet {
  const marks: Range<Decoration>[] = [];
  if (line !== undefined && line <= doc.lines) marks.push(mark.range(doc.line(line).from));
  return Decoration.set(marks);
}

export const problemLine: Extension = marked;
