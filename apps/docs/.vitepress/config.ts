/** The site: where its pages are, and what stands beside them. */
import { defineConfig } from 'vitepress';

import { compilerPlugin } from './compiler-plugin.js';
import { keepNames } from './keep-names.js';
import { latePackages } from './late-packages.js';
import { writeLlms } from './llms.js';
import { programsPlugin } from './programs-plugin.js';
import { referenceSidebar } from './reference-sidebar.js';
import { repository, repositoryLinks } from './repository.js';
import { guideSidebar } from './sidebar.js';
import { slug } from './slug.js';

const title = 'asyncio-ts';
const description =
  "Python's asyncio, exact, as TypeScript: tasks that can be cancelled, in an order you can rely on.";

export default defineConfig({
  srcDir: 'pages',
  title,
  description,
  lang: 'en',
  cleanUrls: true,
  lastUpdated: false,
  ignoreDeadLinks: false,
  head: [
    ['link', { rel: 'icon', href: 'data:,' }], // else browsers ask for /favicon.ico
    ['meta', { name: 'theme-color', content: '#3a6ea5' }],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }, // readable for all
    anchor: { slugify: slug },
    config: repositoryLinks,
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          // Who searches wants to read how it is done, more often than what the parameters are.
          searchOptions: {
            boostDocument: (id: string) => (id.startsWith('/reference/') ? 0.1 : 1),
            boost: { title: 4, titles: 2, text: 1 },
          },
        },
      },
    },
    nav: [
      { text: 'Guide', link: '/start/', activeMatch: '^/(start|tutorial|coming-from|recipes|how-it-works)/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: { '/reference/': referenceSidebar(), '/': guideSidebar },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: 'MIT licence' },
  },
  buildEnd: writeLlms,
  vite: {
    build: {
      target: 'es2022', // else private names become WeakMaps
      chunkSizeWarningLimit: 1000, // the index for the search, which is loaded when somebody searches
    },
    plugins: [programsPlugin(), compilerPlugin(), latePackages()],
    worker: { format: 'es', plugins: () => [keepNames()] },
  },
});
