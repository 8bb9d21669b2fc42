// Runs blocks as programs, each in a process of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
const seconds = 10;

/**
 * Runs `programs`, two at a time, and says by `at` how each ended. One that did not end as `isRight` wants is run once
 * more, alone: programs on pages sleep for real, and late where the machine is busy. What is wrong is wrong twice.
 */
export async function runAll(programs, conditions, isRight = () => true) {
  const outcomes = new Map();
  const queue = programs.values();
  const work = async () => {
    for (const { at, code } of queue) outcomes.set(at, await runProgram(code, conditions));
  };
  await Promise.all([work(), work()]);
  for (const { at, code } of programs.filter((program) => !isRight(program, outcomes.get(program.at)))) {
    outcomes.set(at, await runProgram(code, conditions));
  }
  return outcomes;
}

/** Runs one program; `stderr` has what the bundler says, too. Never rejects. */
async function runProgram(code, conditions) {
  try {
    return await execute(await bundle(code, conditions));
  } catch (error) {
    return { stdout: '', stderr: error.message, exit: undefined };
  }
}

/** One module without imports from the workspace: starts in a tenth of the time that a loader of TypeScript needs. */
async function bundle(code, conditions) {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: here },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: [...conditions, 'module'],
    external: ['express', 'fastify', 'happy-dom', 'react', 'react-dom'], // CommonJS
    keepNames: true, // tasks print the names of their functions, which bundling may change
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

function execute(module) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module'], { cwd: here, env: plainEnvironment() });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (chunk) => (output[name] += chunk));
    }
    const timer = setTimeout(() => {
      output.stderr += `Still running after ${seconds} s`;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', (exit) => {
      clearTimeout(timer);
      resolve({ ...output, exit });
    });
    child.stdin.on('error', () => {}); // a child that dies early says so by its exit code
    child.stdin.end(module);
  });
}

/** What a reader's shell has, without the marks of the test runner. */
function plainEnvironment() {
  const { PATH, HOME, SystemRoot } = process.env;
  return { PATH, HOME, SystemRoot, NO_COLOR: '1' };
}
