// The commands that pages tell people to type, and whether there is such a thing.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

import { root } from './pages.js';

/** Every `npm …` and `pnpm …` of a page, in ```sh blocks and in code spans: its words, and where it stands. */
export function commandsOf({ path, nodes }) {
  return nodes
    .flatMap(({ token, line }) => textsOf(token).map((text, i) => ({ text, at: `${path}:${line + i}` })))
    .map(({ text, at }) => ({ at, words: text.replace(/\s#.*/, '').trim().split(/\s+/) }))
    .map(({ at, words }) => ({ at, words: words[0] === 'npx' ? words.slice(1) : words }))
    .filter(({ words }) => words.length > 1 && (words[0] === 'npm' || words[0] === 'pnpm'));
}

function textsOf({ type, lang, text }) {
  if (type === 'codespan') return [text];
  return type === 'code' && /^(?:sh|bash|shell)\b/.test(lang) ? ['', ...text.split('\n')] : []; // '' is the fence
}

/** What is wrong with a command; undefined if nothing is. `folders` are those of the workspace's packages. */
export function complaintAbout([tool, ...rest], folders) {
  const words = rest.filter((word) => word !== '--silent');
  const manifests = folders.map((folder) => readManifest(`${folder}/`));
  if (/^(?:i|install|add|ls|dedupe)$/.test(words[0])) {
    const strangers = words.slice(1).filter((word) => /asyncio-ts/.test(word) && !named(word));
    return strangers.length > 0 ? `no package ${strangers.join(', ')}` : undefined;
  }
  if (words[0] === '--filter') return lacks(named(words[1]), words[2]);
  if (tool === 'pnpm' && existsSync(`${root}node_modules/.bin/${words[0]}`)) return undefined;
  const [script, dashes, ...args] = words[0] === 'run' ? words.slice(1) : words;
  if (script === 'test' && dashes === '--') return unknownSteps(args);
  return lacks(readManifest(''), script);

  function named(name) {
    return manifests.find((manifest) => manifest.name === name);
  }
}

function lacks(manifest, script) {
  if (!manifest) return 'no such package';
  return manifest.scripts?.[script] === undefined ? `${manifest.name} has no script ${script}` : undefined;
}

/** `npm test -- lint unit`: its help names the steps. */
function unknownSteps(args) {
  const help = execFileSync(process.execPath, [`${root}tooling/test.mjs`, '--help'], { encoding: 'utf8' });
  const steps = /^Steps: (.*)$/m.exec(help)[1].split(', ');
  const unknown = args.filter((arg) => !arg.startsWith('-') && !steps.includes(arg));
  return unknown.length > 0 ? `npm test has no step ${unknown.join(', ')}` : undefined;
}

function readManifest(folder) {
  return JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8'));
}
