/** What may differ between a recording of Python and what we print. */
import { readFileSync } from 'node:fs';

/** What CPython printed for NAME.py, with our names in it. */
export function recordingOf(name: string): string {
  const recording = readFileSync(new URL(`../python/${name}.txt`, import.meta.url), 'utf8');
  // A coroutine is named after its function, and ours are in camelCase.
  return recording.replace(/(?<=^RuntimeWarning: coroutine ')[^']+/gm, (function_) =>
    function_.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
}

/** Measured times differ from run to run: the same masks as in python/record.py, which the recordings have. */
export function mask(text: string): string {
  return text.replace(/\btook \d+\.\d+ s\b/g, 'took #.## s').replace(/\bratio \d+\.\d+/g, 'ratio #.##');
}
