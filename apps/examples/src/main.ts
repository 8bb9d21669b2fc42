/**
 * Runs the examples.
 *
 *   npm start                     all of them, as a tour
 *   npm start -- --list           their names, with a line each
 *   npm start -- NAME...          these
 */
import { catalogue } from './catalogue.js';
import { commandLine } from './command-line.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0); // whoever read our output has had enough, such as `head`
});

process.exitCode = await commandLine(process.argv.slice(2), catalogue);
