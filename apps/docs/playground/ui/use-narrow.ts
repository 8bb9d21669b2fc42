/** Whether the window is too narrow for things side by side. */
import { onScopeDispose, type Ref, ref } from 'vue';

export function useNarrow(): Readonly<Ref<boolean>> {
  const query = matchMedia('(max-width: 899px)');
  const isNarrow = ref(query.matches);
  const changed = (): void => {
    isNarrow.value = query.matches;
  };
  query.addEventListener('change', changed);
  onScopeDispose(() => {
    query.removeEventListener('change', changed);
  });
  return isNarrow;
}
