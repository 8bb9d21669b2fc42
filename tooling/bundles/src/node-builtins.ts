/** Which imports only Node, Bun and Deno can answer. */
import { builtinModules } from 'node:module';

const builtins = new Set(builtinModules);

/** Whether `source`, as written in an import, is one of Node's own modules: `node:fs`, `fs`, `fs/promises`. */
export function isBuiltin(source: string): boolean {
  return source.startsWith('node:') || builtins.has(source) || builtins.has(source.split('/')[0]!);
}
