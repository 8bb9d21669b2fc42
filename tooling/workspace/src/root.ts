/** Where this repository lies, and the tools it has installed. */
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the workspace; links are followed, for bundlers and compilers follow them, too. */
export const ROOT: string = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));

/** `environment` with the workspace's own tools first on the PATH, however this one was started. */
export function withTools(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const bin = join(ROOT, 'node_modules', '.bin');
  return { ...environment, PATH: bin + delimiter + (environment['PATH'] ?? '') };
}
