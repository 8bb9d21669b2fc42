/** The editor in the site's colours, light and dark: every colour is a variable of the site's style. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--vp-c-text-1)',
    backgroundColor: 'var(--vp-c-bg)',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: 'none' }, // its surroundings show it: the gutter would cover a part
  '.cm-scroller': { fontFamily: 'var(--vp-font-family-mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--vp-c-text-1)', padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--vp-c-text-1)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--playground-selection)',
  },
  '.cm-gutters': {
    color: 'var(--vp-c-text-2)',
    backgroundColor: 'var(--vp-c-bg-alt)',
    borderRight: '1px solid var(--vp-c-divider)',
  },
  '.cm-activeLine': { backgroundColor: 'var(--playground-active-line)' },
  '.cm-activeLineGutter': { color: 'var(--vp-c-text-1)', backgroundColor: 'var(--playground-active-line)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--vp-c-brand-soft)',
    outline: '1px solid var(--vp-c-brand-2)',
  },
  '.cm-problem': { backgroundColor: 'var(--playground-problem)' },
  '.cm-tooltip': {
    maxWidth: '600px',
    maxHeight: '300px',
    overflow: 'auto',
    color: 'var(--vp-c-text-1)',
    backgroundColor: 'var(--vp-c-bg-elv)',
    border: '1px solid var(--vp-c-border)',
    borderRadius: '6px',
  },
  '.cm-tooltip-section': { padding: '4px 8px', whiteSpace: 'pre-wrap', fontSize: '12px' },
  '.cm-tooltip-section p': { margin: '4px 0 0', fontFamily: 'var(--vp-font-family-base)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--vp-font-family-mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--vp-c-white)',
    backgroundColor: 'var(--vp-c-brand-3)',
  },
  '.cm-diagnostic': { color: 'var(--vp-c-text-1)', whiteSpace: 'pre-wrap' },
  '.cm-panels': { color: 'var(--vp-c-text-1)', backgroundColor: 'var(--vp-c-bg-alt)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--playground-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--playground-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--playground-number)' },
  { tag: [tags.comment], color: 'var(--playground-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--playground-function)',
  },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--playground-type)' },
  { tag: [tags.invalid], color: 'var(--vp-c-danger-1)' },
]);

export const theme: Extension = [look, syntaxHighlighting(colours)];
