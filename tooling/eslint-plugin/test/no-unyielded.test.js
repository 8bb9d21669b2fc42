import { readFileSync } from 'node:fs';

import { noUnyielded } from '../src/no-unyielded.js';
import { typed, typedFile as filename } from './rule-tester.js';

const prelude = readFileSync(filename, 'utf8');

const ok = (code) => ({ name: code, filename, code: prelude + code });
const bad = (code, ...messageIds) => ({
  name: code,
  filename,
  code: prelude + code,
  errors: messageIds.map((messageId) => ({ messageId })),
});

typed.run('no-unyielded', noUnyielded, {
  valid: [
    ok('function* f() { yield* raw(); }'),
    ok('function* f() { yield* made(); const r = yield* raw(); return r; }'),
    ok('async function f() { await made(); }'),
    ok('async function f() { await gather(); await Promise.resolve(1); }'),
    ok('gather();'),
    ok('void gather();'),
    ok('const kept = raw();'),
    ok('let kept; kept = raw();'),
    ok('createTask(raw());'),
    ok('made().close();'),
    ok('callSoon(() => { createTask(raw()); });'),
    ok('callSoon(() => createTask(raw()));'),
    ok('void run(function* () { yield* raw(); return 1; });'),
    ok('callSoon(...([() => {}] as const));'),
    ok('ready && gather();'),
    ok('1 + 1;'),
  ],
  invalid: [
    bad('raw();', 'dropped'),
    bad('named();', 'dropped'),
    bad('made();', 'dropped'),
    bad('maybe();', 'dropped'),
    bad('void raw();', 'dropped'),
    bad('void made();', 'dropped'),
    bad('ready && raw();', 'dropped'),
    bad('ready ? raw() : made();', 'dropped', 'dropped'),
    bad('raw(), made();', 'dropped', 'dropped'),
    bad('object.method?.();', 'dropped'),
    bad('raw()!;', 'dropped'),
    bad('raw() as Coroutine<number>;', 'dropped'),
    bad('const c = raw(); c;', 'dropped'),
    bad('function* f() { raw(); }', 'dropped'),
    bad('async function* g() { yield 1; } g();', 'dropped'),
    bad('async function f() { await raw(); }', 'notThenable'),
    bad('async function f() { await mixed(); }', 'notThenable'),
    bad('callSoon(function* () { yield* raw(); });', 'callback'),
    bad('callSoon(() => raw());', 'callback'),
    bad('callSoon(made);', 'callback'),
    bad('either(raw);', 'callback'),
  ],
});
