/** The site: where its pages are, and what stands beside them. */
import { defineConfig } from 'vitepress';

import { guideSidebar } from './sidebar.js';
import { referenceSidebar } from './reference-sidebar.js';

const title = 'asyncio-ts';
const description = "Python's asyncio, exact, as TypeScript: tasks that can be cancelled, in an order you can rely on.";

export default defineConfig({
  srcDir: 'pages',
  title,
  description,
  lang: 'en',
  cleanUrls: true,
  lastUpdated: false,
  head: [
    ['link', { rel: 'icon', href: 'data:,' }], // else browsers ask for /favicon.ico
    ['meta', { name: 'theme-color', content: '#3a6ea5' }],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }, // readable for all
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/start/', activeMatch: '^/(start|tutorial|coming-from|recipes|how-it-works)/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: { '/reference/': referenceSidebar(), '/': guideSidebar },
    outline: [2, 3],
  },
  vite: {
    build: { target: 'es2022' }, // else private names become WeakMaps
    worker: { format: 'es' },
  },
});
