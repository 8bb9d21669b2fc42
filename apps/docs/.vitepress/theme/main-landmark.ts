/** The theme's home page has no main landmark, by which people who do not see get past the menus. Its other pages do. */
import { useData } from 'vitepress';
import { onMounted, watch } from 'vue';

export function useMainLandmark(): void {
  const { frontmatter } = useData();
  const mark = (): void => {
    const content = document.getElementById('VPContent');
    if (frontmatter.value['layout'] === 'home') content?.setAttribute('role', 'main');
    else content?.removeAttribute('role');
  };
  onMounted(mark);
  watch(frontmatter, mark, { flush: 'post' });
}
