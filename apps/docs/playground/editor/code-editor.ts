/** The editor of the playground: CodeMirror, to which types come when they are ready. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';

import { markLine, problemLine } from './problem-line.js';
import { theme } from './theme.js';

export interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The ids of the elements that name and describe it. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly changed: (text: string) => void;
  /** Ctrl-Enter, or Cmd-Enter. */
  readonly run: () => void;
}

export class CodeEditor {
  readonly #view: EditorView;
  readonly #types: Compartment = new Compartment();

  constructor(options: CodeEditorOptions) {
    const state = EditorState.create({
      doc: options.text,
      extensions: [keys(options), basics(), this.#types.of([]), listening(options)],
    });
    this.#view = new EditorView({ state, parent: options.parent });
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces the whole text. It can be undone, unless there was none. */
  setText(text: string): void {
    const before = this.text();
    if (text === before) return;
    this.#view.dispatch({
      // A step of its own, or undoing would take back as well what was typed just before.
      annotations: [Transaction.addToHistory.of(before !== ''), isolateHistory.of('full')],
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  /** Types have arrived. */
  addTypes(types: Extension): void {
    this.#view.dispatch({ effects: this.#types.reconfigure(types) });
  }

  /** Marks the line that failed. */
  mark(line: number | undefined): void {
    this.#view.dispatch({ effects: markLine.of(line) });
  }

  /** Puts the cursor there, and shows it. */
  goTo(line: number, column: number): void {
    const { doc } = this.#view.state;
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const anchor = Math.min(from + column - 1, to);
    this.#view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Tab indents; Escape before it lets it leave, which CodeMirror does by itself. */
function keys({ run }: CodeEditorOptions): Extension {
  const runKey = {
    key: 'Mod-Enter',
    run: () => {
      run();
      return true;
    },
  };
  return keymap.of([
    runKey,
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...lintKeymap,
    indentWithTab,
  ]);
}

function basics(): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    javascript({ typescript: true }),
    problemLine,
    theme,
  ];
}

function listening({ changed, labelledBy, describedBy }: CodeEditorOptions): Extension {
  return [
    EditorView.contentAttributes.of({
      'aria-labelledby': labelledBy,
      'aria-describedby': describedBy,
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ];
}
