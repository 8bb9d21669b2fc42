/** The tests of the packages, by what they can run on. */
// By its path: vitest.chromium.config.ts imports this file, and what it imports by name nobody translates.
import { publishedPackages } from '../../workspace/src/packages.js';
import { isInternal, isOfNode, reaches, testsOf } from './imports.js';

/** Those that cannot run on what is built. */
export function internalTests(): string[] {
  return allTests().filter((file) => reaches(file, isInternal));
}

/** Those that need neither Node nor sources. */
export function browserTests(): string[] {
  return publicTests().filter((file) => !reaches(file, isOfNode));
}

/** The others that need no sources: Node's alone. */
export function nodeTests(): string[] {
  return publicTests().filter((file) => reaches(file, isOfNode));
}

function publicTests(): string[] {
  return allTests().filter((file) => !reaches(file, isInternal));
}

function allTests(): string[] {
  return publishedPackages().flatMap(({ root }) => testsOf(root));
}
