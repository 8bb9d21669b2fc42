import { rules } from './tooling/graph/src/rules.js';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: rules,
  options: {
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true, // sees `import type` as well
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@asyncio-ts/source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.d.ts', '.js', '.mjs', '.json'],
    },
  },
};
