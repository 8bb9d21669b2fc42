/**
 * Runs the examples.
 *
 *   npm start                     all of them, as a tour
 *   npm start -- --list           their names, with a line each
 *   npm start -- NAME...          these
 */
import { Console } from 'node:console';

import { catalogue } from './catalogue.js';
import { commandLine } from './command-line.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0); // whoever read our output has had enough, such as `head`
});

// On a terminal, Node's own console colours numbers and nothing else of what the programs print.
globalThis.console = new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false });

process.exitCode = await commandLine(process.argv.slice(2), catalogue);
