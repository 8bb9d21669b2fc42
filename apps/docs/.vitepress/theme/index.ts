/** VitePress's own theme, and what this site adds to it. */
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h } from 'vue';

import Live from './Live.vue';
import { useMainLandmark } from './main-landmark.js';
import './style.css';

const Layout = defineComponent(() => {
  useMainLandmark();
  return () => h(DefaultTheme.Layout);
});

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('Live', Live);
  },
} satisfies Theme;
