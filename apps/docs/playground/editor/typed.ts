/** What the editor can do once the compiler's worker knows the types. */
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import type { Remote } from 'comlink';

import type { CheckedTypes } from './checked-types.js';
import type { CompilerWorker } from './compiler-worker.js';

type Worker = Remote<CompilerWorker>;
type Hover = NonNullable<Awaited<ReturnType<Worker['getHover']>>>;

/** Where the program stands among the declarations. */
const path = '/program.ts';

/**
 * Completion, types under the pointer, and errors of types.
 *
 * @param text - what the editor has now; later changes are followed
 * @param checked - is told of the errors after each look at them
 */
export function typed(worker: Worker, text: string, checked: (types: CheckedTypes) => void): Extension {
  void worker.updateFile({ path, code: text });
  return [
    EditorView.updateListener.of(({ docChanged, state }) => {
      // The worker answers in the order in which it is asked: what follows sees this text.
      if (docChanged) void worker.updateFile({ path, code: state.doc.toString() });
    }),
    linter((view) => diagnosticsFor(worker, view, checked)),
    lintGutter(),
    hoverTooltip((_view, position) => hoverAt(worker, position)),
    autocompletion({ override: [(context) => completionsAt(worker, context)] }),
  ];
}

async function diagnosticsFor(
  worker: Worker,
  view: EditorView,
  checked: (types: CheckedTypes) => void,
): Promise<readonly Diagnostic[]> {
  const { doc } = view.state;
  const found = await worker.getLints({ path, diagnosticCodesToIgnore: [] });
  if (view.state.doc !== doc) return []; // of an older text: another question is under way
  checked(checkedTypes(found, doc));
  return found;
}

function checkedTypes(found: readonly Diagnostic[], doc: Text): CheckedTypes {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { errors: 0 };
  const from = Math.min(...errors.map((error) => error.from), doc.length);
  const line = doc.lineAt(from);
  return { errors: errors.length, first: { line: line.number, column: from - line.from + 1 } };
}

function completionsAt(
  worker: Worker,
  { pos, explicit }: CompletionContext,
): Promise<CompletionResult | null> {
  return worker.getAutocompletion({ path, context: { pos, explicit } });
}

async function hoverAt(worker: Worker, pos: number): Promise<Tooltip | null> {
  const hover = await worker.getHover({ path, pos });
  if (hover?.quickInfo === undefined) return null;
  return { pos: hover.start, end: hover.end, above: true, create: () => ({ dom: describing(hover) }) };
}

/** The type, and under it what the documentation says first. */
function describing({ quickInfo }: Hover): HTMLElement {
  const dom = document.createElement('div');
  const type = dom.appendChild(document.createElement('code'));
  type.textContent = (quickInfo?.displayParts ?? []).map(({ text }) => text).join('');
  const documentation = (quickInfo?.documentation ?? []).map(({ text }) => text).join('');
  if (documentation !== '') {
    const says = dom.appendChild(document.createElement('p'));
    says.textContent = documentation.split('\n\n', 1)[0]!;
  }
  return dom;
}
