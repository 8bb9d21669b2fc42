/** Who depends on whom at run time: who has to follow when a package changes, and who has to be published first. */
import type { Package } from './manifest.js';

/** The names of the packages that list `name` in their `dependencies`, sorted. */
export function dependentsOf(name: string, packages: readonly Package[]): string[] {
  return packages
    .filter(({ manifest }) => manifest.dependencies?.[name] !== undefined)
    .map(({ manifest }) => manifest.name)
    .sort();
}

/** The same, and those that depend on these, and so on. */
export function allDependentsOf(name: string, packages: readonly Package[]): string[] {
  const found = new Set<string>();
  const left = [name];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const dependent of dependentsOf(next, packages)) {
      if (!found.has(dependent)) left.push(dependent);
      found.add(dependent);
    }
  }
  return [...found].sort();
}

/** The packages, each behind those that it depends on: nobody can install a package before its dependencies are there. */
export function dependenciesFirst(packages: readonly Package[]): Package[] {
  const ordered = new Set<Package>();
  const visit = (each: Package): void => {
    for (const name of Object.keys(each.manifest.dependencies ?? {})) {
      const dependency = packages.find(({ manifest }) => manifest.name === name);
      if (dependency !== undefined && !ordered.has(dependency)) visit(dependency);
    }
    ordered.add(each);
  };
  for (const each of packages) visit(each); // ends: the table of imports (tooling/graph) has no circle
  return [...ordered];
}
