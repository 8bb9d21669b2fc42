/** The home page of the default theme has no main landmark, by which people who do not see get past the menus. */
import { useData } from 'vitepress';
import { onMounted, watch } from 'vue';

export function useMainLandmark(): void {
  const { page } = useData();
  const mark = (): void => {
    const content = document.getElementById('VPContent');
    if (content?.querySelector('main') === null) content.setAttribute('role', 'main');
    else content?.removeAttribute('role');
  };
  onMounted(mark);
  watch(page, mark, { flush: 'post' });
}
