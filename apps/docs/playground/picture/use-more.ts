/** A long list of which only the head is there: more of it comes as it is scrolled. */
import { ref, type Ref } from 'vue';

/** Lines to begin with, and that are added. Their layout takes longer than everything else in the picture. */
const STEP = 20;

/** `most`: how many lines are there. `scroll` is for the list's event. */
export function useMore(): { readonly most: Ref<number>; scroll(event: Event): void } {
  const most = ref(STEP);
  return {
    most,
    scroll({ target }) {
      const { scrollTop, clientHeight, scrollHeight } = target as HTMLElement;
      if (scrollTop === 0) most.value = STEP;
      else if (scrollTop + clientHeight > scrollHeight - 80) most.value += STEP;
    },
  };
}
