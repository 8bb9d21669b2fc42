/** What the tools share; each name has the docs of its file. */
export { chromiumOptions, chromiumPath } from './chromium.js';
export { command, CommandFailed, type CommandOptions, type Ended, node, outputOf } from './command.js';
export { readCommandLine, refuseCommandLine } from './command-line.js';
export { filesIn } from './files.js';
export { allDependentsOf, closureOf, dependentsOf, folderCalled, folders, nameOf } from './graph.js';
export { installScriptsOf } from './install-scripts.js';
export { entriesOf, type Manifest, type Ranges, readManifest } from './manifest.js';
export { type Package, publishedPackages, unbuilt, workspacePackages } from './packages.js';
export { Report } from './report.js';
export { ROOT, withTools } from './root.js';
export { TemporaryFolder } from './temporary-folder.js';
