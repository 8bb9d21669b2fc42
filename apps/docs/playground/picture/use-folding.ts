/** Which subtrees are folded, and the rows that are left. */
import { computed, type ComputedRef, ref, type Ref, type ShallowRef, shallowRef, watch } from 'vue';

import type { Recording } from '../model/recording.js';
import type { Row } from '../model/task-tree.js';
import type { Id } from '../model/trace.js';

/** Rows of a tree that can be folded. */
export interface Folding {
  readonly rows: ComputedRef<readonly Row[]>;
  readonly isAnyFolded: ComputedRef<boolean>;
  readonly canFold: ComputedRef<boolean>;
  toggle(task: Id): void;
  /** Folds all below the first row of each tree, or unfolds everything. */
  toggleAll(): void;
  /** The row that stands for a task. */
  rowOf(task: Id): number;
}

/** @param length - tells that the record has grown */
export function useFolding(record: ShallowRef<Recording>, length: Ref<number>): Folding {
  const folded = shallowRef<ReadonlySet<Id>>(new Set());
  const size = ref(0);
  watch(
    [record, length],
    ([now], [before]) => {
      if (now !== before) folded.value = new Set();
      size.value = now.tree.size;
    },
    { immediate: true },
  );
  // The tree itself is not reactive: its size tells when it is another.
  const rows = computed(() => (size.value === 0 ? [] : record.value.tree.rows(folded.value)));
  const numbers = computed(() => new Map(rows.value.map((row, index) => [row.task, index])));
  return {
    rows,
    isAnyFolded: computed(() => folded.value.size > 0),
    canFold: computed(() => rows.value.some(({ childCount }) => childCount > 0)),
    toggle(task) {
      const next = new Set(folded.value);
      if (!next.delete(task)) next.add(task);
      folded.value = next;
    },
    toggleAll() {
      const parents = record.value.tree.parents();
      const inner = parents.filter((task) => record.value.tree.parent(task) !== undefined);
      folded.value = new Set(folded.value.size > 0 ? [] : inner.length > 0 ? inner : parents);
    },
    rowOf: (task) =>
      numbers.value.get(task) ?? numbers.value.get(record.value.tree.shown(task, folded.value)) ?? 0,
  };
}
