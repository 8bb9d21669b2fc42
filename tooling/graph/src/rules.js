// The rules of dependency-cruiser, made from the table. What a package's `src` may import: its own files, and of the
// packages in its row the entry points. Nothing else: no npm package, no Node builtin, no path into a sibling.
import { entriesOf, imports, mayReachInside, nameOf } from './table.js';

function rowRule([folder, row]) {
  const may = row.length === 0 ? 'no other package' : row.map(nameOf).join(', ');
  return {
    name: `row-of-${folder}`,
    comment: `${nameOf(folder)} may import ${may}, through their public entries${mayReachInside(folder) ? ' or ./internal' : ''}.`,
    severity: 'error',
    from: { path: `^packages/${folder}/src/` },
    to: {
      pathNot: [
        `^packages/${folder}/(?:src/|package[.]json$)`, // its own version stands in there
        ...row.map((to) => entryPattern(folder, to)),
      ],
    },
  };
}

function entryPattern(from, to) {
  const entries = mayReachInside(from) ? entriesOf(to) : ['index'];
  return `^packages/${to}/src/(?:${entries.join('|')})[.]ts$`;
}

export const rules = [
  ...Object.entries(imports).map(rowRule),
  {
    name: 'no-path-into-a-sibling',
    comment: 'Import another package by its name, not by a path: npm users have no such path.',
    severity: 'error',
    from: { path: '^((?:packages|apps)/[^/]+/)' },
    to: { path: '^(?:packages|apps|tooling)/', pathNot: '^$1', dependencyTypes: ['local'] },
  },
  {
    name: 'tests-only',
    comment: 'The test kit stands on vitest, and is never published: tests alone may import it.',
    severity: 'error',
    from: { path: '^(?:packages|apps)/', pathNot: '^(?:packages|apps)/[^/]+/test/' },
    to: { path: '^tooling/test-kit/' },
  },
  {
    name: 'no-circle',
    comment:
      'Files that load each other load in an order nobody chose. (Circles of types alone are harmless.)',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-unresolvable',
    comment: 'Nothing stands at the end of this import, or package.json does not name the package.',
    severity: 'error',
    from: { path: '^(?:packages|apps)/' },
    to: { couldNotResolve: true, pathNot: '^virtual:' }, // those are made by the site's own build
  },
];
